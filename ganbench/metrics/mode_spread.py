"""Spread within modes: whether a mode's samples are as far apart as those of the data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture

_WITHIN = math.exp(-4.5)
_VARIANCE = 2 - 9 * _WITHIN / (1 - _WITHIN)
"""E|x|^2 of a standard Gaussian in the plane within a distance of 3: 1.8989."""


def mode_spread(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns the spread of samples [n, 2] within their modes, relative to the mixture's own.

    It is sqrt(v / v'), v the variance around each mode's sample mean, in units of sigma^2, pooled
    over modes, of samples within 3 sigma of their nearest mode; v' = 1.8989 is that of the mixture.
    From 0, where every mode is a single point; a perfect generator scores 1, modes that are a tenth
    as wide 0.10, and samples that fill the modes' discs evenly 1.54. 0 where no mode has two
    samples.
    """
    expect_samples("mode-spread", samples, width=2)
    squared = mixture.squared_distances(samples)
    nearest = squared.argmin(axis=1)
    good = squared[np.arange(len(samples)), nearest] <= 3.0**2
    points, modes = samples[good], nearest[good]
    sizes = np.bincount(modes, minlength=len(mixture.centers))
    totals = np.stack([np.bincount(modes, column, len(sizes)) for column in points.T], 1)
    means = totals / sizes.clip(1)[:, None]
    freedom = int((sizes - 1).clip(0).sum())
    if freedom == 0:
        return 0.0
    variance = np.square(points - means[modes]).sum() / freedom / mixture.sigma**2
    return math.sqrt(variance / _VARIANCE)


MODE_SPREAD = Metric(
    name="mode-spread",
    title="Spread within modes",
    direction="higher",
    digits=3,
    needs="density",
    compute=mode_spread,
    reference=papers.SRIVASTAVA_2017,
)
