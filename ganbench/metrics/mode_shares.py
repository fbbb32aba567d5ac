"""Shares of samples by mode of a known mixture, and of those that belong to none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench.metrics.high_quality import histogram

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture

Array = npt.NDArray[np.float64]


def counts(samples: Array, mixture: GaussianMixture) -> npt.NDArray[np.int64]:
    """Counts [modes + 1] samples [n, 2] by the mode within 3 sigma; the last are near none."""
    near = histogram(samples, mixture)
    return np.append(near, len(samples) - near.sum())


def expected_shares(mixture: GaussianMixture) -> Array:
    """Returns the shares [modes + 1] of the mixture itself, if its modes are 6 sigma apart.

    In the plane 1 - exp(-9/2) of a Gaussian lies within 3 sigma.
    """
    k, outside = len(mixture.centers), math.exp(-4.5)
    return np.append(np.full(k, (1 - outside) / k), outside)
