"""Standard error of the kernel distance, by leaving out one sample at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.kid import ROWS, kernel_root

Array = npt.NDArray[np.float64]


def kid_standard_error(fake: Array, real: Array) -> float:
    """Returns the standard error of `kid` for fake [n, d] and real [m, d], n and m at least 3.

    The jackknife of a U-statistic of two samples (Arvesen 1969, Jackknifing U-statistics,
    https://doi.org/10.1214/aoms/1177697287): what the distance would have been without each sample
    in turn, in closed form from the row sums of the kernel. It uses all pairs, draws nothing, and
    does not depend on a block size as the spread over random subsets does, which says how far
    subsets scatter and not the full sets.

    Its square is never too small on average (Efron and Stein 1981). It is right where the two
    distributions differ, and up to sqrt 2 too large where they are the same: there the terms that
    are linear in one sample vanish, and the jackknife counts those of a pair twice.
    """
    for samples in (fake, real):
        expect_samples("kid", samples, least=3, width=fake.shape[-1])
    across_fake, across_real = row_sums(fake, real), row_sums(real, fake)
    return float(
        np.sqrt(
            _variance(_within(fake), across_fake, len(real))
            + _variance(_within(real), across_real, len(fake))
        )
    )


def row_sums(a: Array, b: Array) -> Array:
    """Returns the sums [n] of the kernel of each of a [n, d] with all of b [m, d]."""
    blocks = (kernel_root(a[start : start + ROWS], b) for start in range(0, len(a), ROWS))
    return np.concatenate([np.einsum("ij,ij,ij->i", block, block, block) for block in blocks])


def _within(samples: Array) -> Array:
    itself = ((samples * samples).sum(axis=1) / samples.shape[1] + 1) ** 3
    return np.asarray(row_sums(samples, samples) - itself)


def _variance(within: Array, across: Array, others: int) -> float:
    """The part of the jackknife's variance that comes from leaving out samples of one side."""
    n = len(within)
    left_out = 2 / (n - 1) * (across / others - within / (n - 2))  # up to a constant
    return float((n - 1) * left_out.var())
