"""Share of high-quality samples: those within three standard deviations of their nearest mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

if TYPE_CHECKING:  # metrics are plain functions of arrays: they import no data sets
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def histogram(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> npt.NDArray[np.int64]:
    """Counts [modes] the high-quality samples of samples [n, 2] by their nearest mode."""
    squared = mixture.squared_distances(samples)
    nearest = squared.argmin(axis=1)
    good = squared[np.arange(len(samples)), nearest] <= 3.0**2
    return np.bincount(nearest[good], minlength=len(mixture.centers))


def high_quality(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns the share, in [0, 1], of samples [n, 2] within 3 sigma of their nearest mode.

    In two dimensions a perfect generator scores 1 - exp(-9/2) = 0.9889, not 0.997.
    """
    expect_samples("high-quality", samples, width=2)
    return float(histogram(samples, mixture).sum() / len(samples))


HIGH_QUALITY = Metric(
    name="high-quality",
    title="High-quality samples",
    direction="higher",
    digits=3,
    needs="density",
    compute=high_quality,
    reference=papers.SRIVASTAVA_2017,
)
