"""Kernel distance of features, unbiased; called KID without a suffix on Inception features only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench.metrics.blocks import each
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.references import Reference

Array = npt.NDArray[np.float64]
SIDE = 512  # of a square of the kernel matrix: a few MB instead of n^2 numbers
WIDE = 512  # numbers a sample from which on a product is what takes the time


class Kernelled(NamedTuple):
    """Features [m, d] and the sums [m] of each one's kernels with all the others."""

    features: Array
    sums: Array


class KernelDistance(NamedTuple):
    """A squared maximum mean discrepancy and its standard error.

    Attributes:
        value: Unbiased, so 0 on average for one distribution and sometimes slightly below 0.
        error: The jackknife of a U-statistic of two samples (Arvesen 1969, Jackknifing
            U-statistics, https://doi.org/10.1214/aoms/1177697287): how the value scatters without
            each sample in turn, in closed form from the sums of kernels. Its square is never too
            small on average (Efron and Stein 1981). It is right where the two distributions differ,
            and up to sqrt 2 too large where they are the same: there the terms that are linear in
            one sample vanish, and the jackknife counts those of a pair twice.
    """

    value: float
    error: float


def kernelled(features: Array) -> Kernelled:
    """Returns features [m, d], m at least 3, with what the kernel distance needs of them."""
    expect_samples("kid", features, least=3)
    points, n = _precise_enough(features), len(features)

    def panel(start: int) -> Array:  # the kernel is symmetric: from the diagonal on
        rows, sums = slice(start, start + SIDE), np.zeros(n)
        sums[rows] = _kernels(points[rows], points[rows]).sum(axis=1)
        for after in range(start + SIDE, n, SIDE):
            columns = slice(after, after + SIDE)
            block = _kernels(points[rows], points[columns])
            sums[rows] += block.sum(axis=1)
            sums[columns] = block.sum(axis=0)
        return sums

    sums = np.sum(each(panel, range(0, n, SIDE)), axis=0)
    itself = np.einsum("ij,ij->i", features, features) / features.shape[1] + 1
    return Kernelled(features, sums - itself**3)


def kernel_distance(fake: Array, real: Kernelled) -> KernelDistance:
    """Returns the kernel distance of fake [n, d], n at least 3, and the real features.

    The polynomial kernel (x y / d + 1)^3 over all pairs: one U-statistic of the full sets, where
    the common code averages 100 random subsets of 1,000 (`kid_subsets`). It has the same mean and
    no random part of its own, and its error is that of the full sets, not of a subset.

    Inner products of 512 numbers and more are taken in float32 and all else in float64. Rounding
    then moves the value by less than 1e-6 of the mean kernel and, for 1,000 samples and more, by
    less than a hundredth of the standard error; features that come from float32 lose nothing on
    the way in.

    Raises:
        ValueError: There are too few samples, some are not finite, or of another width.
    """
    expect_samples("kid", fake, least=3, width=real.features.shape[1])
    ours = kernelled(fake).sums
    points, others = _precise_enough(fake), _precise_enough(real.features)
    n, m = len(fake), len(others)

    def panel(start: int) -> tuple[Array, Array]:
        rows, columns = np.zeros(len(points[start : start + SIDE])), np.zeros(m)
        for across in range(0, m, SIDE):
            block = _kernels(points[start : start + SIDE], others[across : across + SIDE])
            rows += block.sum(axis=1)
            columns[across : across + SIDE] = block.sum(axis=0)
        return rows, columns

    panels = each(panel, range(0, n, SIDE))
    rows = np.concatenate([part for part, _ in panels])
    columns = np.sum([part for _, part in panels], axis=0)
    within = ours.sum() / (n * (n - 1)) + real.sums.sum() / (m * (m - 1))
    variance = _variance(ours, rows, m) + _variance(real.sums, columns, n)
    return KernelDistance(float(within - 2 * rows.sum() / (n * m)), float(np.sqrt(variance)))


def kid(fake: Array, real: Kernelled) -> float:
    """Returns `kernel_distance(fake, real).value`."""
    return kernel_distance(fake, real).value


def _precise_enough(features: Array) -> npt.NDArray[np.floating[Any]]:
    """Features for products; in float64 where float32 is no faster or its range is too small."""
    fits = max(float(features.max()), -float(features.min())) < 1e15
    wide = features.shape[1] >= WIDE
    return features.astype(np.float32) if wide and fits else features


def _kernels(a: npt.NDArray[np.floating[Any]], b: npt.NDArray[np.floating[Any]]) -> Array:
    """The kernels [n, m] of a [n, d] and b [m, d]; their third power would not do in float32."""
    root: Array = (a @ b.T).astype(np.float64)
    root /= a.shape[1]
    root += 1
    kernels = root * root
    kernels *= root
    return kernels


def _variance(within: Array, across: Array, others: int) -> float:
    """The part of the jackknife's variance that comes from leaving out samples of one side."""
    n = len(within)
    left_out = 2 / (n - 1) * (across / others - within / (n - 2))  # up to a constant
    return float((n - 1) * left_out.var())


KID = Metric(
    name="kid",
    title="KID (Inception)",
    elsewhere="Kernel distance",
    direction="lower",
    digits=4,
    needs="features",
    compute=kernel_distance,
    part="value",
    prepare=kernelled,
    features="inception",
    reference=Reference(
        "Binkowski et al.", 2018, "Demystifying MMD GANs", "https://arxiv.org/abs/1801.01401"
    ),
)
KID_ERROR = replace(
    KID,
    name="kid-error",
    title="Standard error of KID (Inception)",
    elsewhere="Standard error of the kernel distance",
    part="error",
)
