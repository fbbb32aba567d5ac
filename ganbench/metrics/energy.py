"""Energy distance: how much further apart the two sets lie than each within itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]
ROWS = 256  # of the distance matrix at a time


class Spread(NamedTuple):
    """Points [m, d] and the mean distance of two different ones among them."""

    points: Array
    within: float


def distance_sum(a: Array, b: Array) -> float:
    """Returns the sum of the Euclidean distances of all pairs of a [n, d] and b [m, d]."""
    from scipy.spatial.distance import cdist

    starts = range(0, len(a), ROWS)
    return float(sum(cdist(a[start : start + ROWS], b).sum() for start in starts))


def spread(points: Array) -> Spread:
    """Returns points [m, d], m at least 2, with their mean distance."""
    expect_samples("energy", points, least=2)
    n = len(points)
    return Spread(points, distance_sum(points, points) / (n * (n - 1)))


def energy(fake: Array, real: Spread) -> float:
    """Returns 2 E|x - y| - E|x - x'| - E|y - y'| for fake x [n, d] and real y [m, d].

    In the units of the data; 0 exactly when the distributions are the same, and lower is better. It
    has no parameter to choose. Unbiased, so for one distribution it is 0 on average for any n, and
    may be slightly below.
    """
    expect_samples("energy", fake, least=2, width=real.points.shape[1])
    across = distance_sum(fake, real.points) / (len(fake) * len(real.points))
    return 2 * across - spread(fake).within - real.within


ENERGY = Metric(
    name="energy",
    title="Energy distance",
    direction="lower",
    digits=4,
    needs="points",
    compute=energy,
    prepare=spread,
    reference=papers.SZEKELY_2013,
)
