"""Kernel distance as it is usually published: the mean over random subsets."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.kid import kernel_sums, kid

Array = npt.NDArray[np.float64]


class Subsets(NamedTuple):
    """The mean of the kernel distances of random subsets and their standard deviation.

    The deviation says how far subsets scatter; it is not the error of the mean.
    """

    mean: float
    deviation: float


def kid_subsets(
    fake: Array, real: Array, subsets: int = 100, size: int = 1000, seed: int = 2020
) -> Subsets:
    """Returns the kernel distance of fake [n, d] and real [m, d] as in Binkowski et al. 2018.

    To compare with numbers in print; `kernel_distance` has the same mean, less noise, and an error.
    The subsets are those that torch-fidelity 0.4 draws for the seed (2020 is its default), so that
    its numbers are met.

    Args:
        fake: Features of generated samples [n, d].
        real: Features of real samples [m, d].
        subsets: How many.
        size: Samples in a subset, of each side.
        seed: Draws the subsets.

    Raises:
        MeasurementError: There are fewer samples than a subset has, or some are not finite.
    """
    expect_samples("kid of subsets", fake, least=size)
    expect_samples("kid of subsets", real, least=size, width=fake.shape[1])
    draw = np.random.RandomState(seed)
    values = []
    for _ in range(subsets):
        ours = fake[draw.choice(len(fake), size, replace=False)]
        theirs = real[draw.choice(len(real), size, replace=False)]
        values.append(kid(ours, kernel_sums(theirs)))
    return Subsets(float(np.mean(values)), float(np.std(values)))
