"""Sliced 2-Wasserstein distance: how far the samples have to move, in the data's own units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]
DIRECTIONS = 64


def projections(points: Array) -> Array:
    """Returns the sorted projections [64, n] of points [n, 2] on lines all over the half plane.

    The directions are fixed and equally spaced, so the value has no random part of its own.
    """
    expect_samples("sliced-w2", points, width=2)
    angles = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    projected = np.stack([np.cos(angles), np.sin(angles)], axis=1) @ points.T
    projected.sort(axis=1)
    return np.asarray(projected)


def sliced_w2(fake: Array, real_projections: Array) -> float:
    """Returns the root of the mean squared one-dimensional W2 distance over the directions.

    Args:
        fake: Points [n, 2].
        real_projections: `projections(real)` [64, m]; m may differ from n.

    Returns:
        sqrt(mean over directions of W2^2), in the units of the data: note the *root*. Two sets of
        one distribution do not score 0 but what chance leaves: falling as n^-1/2 for a Gaussian,
        as n^-1/4 for a mixture, whose modes get unequal numbers of samples. W2^2 in one dimension
        is the integral of the squared difference of the quantile functions, here exact for any n
        and m.
    """
    ours = projections(fake)
    n, m = ours.shape[1], real_projections.shape[1]
    # Both quantile functions are steps; on the scale of 1/(n m) all their edges are integers.
    edges = np.union1d(np.arange(n) * m, np.arange(m) * n)
    mass = np.diff(edges, append=n * m) / (n * m)
    gap = ours[:, edges // m] - real_projections[:, edges // n]
    return float(np.sqrt(((gap * gap) @ mass).mean()))


SLICED_W2 = Metric(
    name="sliced-w2",
    title="Sliced W2 distance",
    direction="lower",
    digits=4,
    needs="points",
    compute=sliced_w2,
    prepare=projections,
    reference=papers.BONNEEL_2015,
)
