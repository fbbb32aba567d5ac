"""Kernel distance of features, unbiased; called KID without a suffix on Inception features only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.blocks import each
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]
Floats = npt.NDArray[np.floating[Any]]
SIDE = 512  # of a square of the kernel matrix: a few MB instead of n^2 numbers
WIDE = 512  # numbers a sample from which on a product is what takes the time


class KernelSums(NamedTuple):
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


def kernel_sums(features: Array) -> KernelSums:
    """Returns features [m, d], m at least 3, with what the kernel distance needs of them."""
    expect_samples("kid", features, least=3)
    n, mean = len(features), features.mean(axis=0)
    points = _centred(features, mean)
    here, there = _offsets(features, mean, features, mean)

    def panel(start: int) -> Array:  # the kernel is symmetric: from the diagonal on
        rows, sums = slice(start, start + SIDE), np.zeros(n)
        square = _kernels(points[rows], points[rows], here[rows], there[rows])
        np.fill_diagonal(square, 0)
        sums[rows] = square.sum(axis=1)
        for after in range(start + SIDE, n, SIDE):
            columns = slice(after, after + SIDE)
            block = _kernels(points[rows], points[columns], here[rows], there[columns])
            sums[rows] += block.sum(axis=1)
            sums[columns] = block.sum(axis=0)
        return sums

    return KernelSums(features, np.sum(each(panel, range(0, n, SIDE)), axis=0))


def kernel_distance(fake: Array, real: KernelSums) -> KernelDistance:
    """Returns the kernel distance of fake [n, d], n at least 3, and the real features.

    The polynomial kernel (x y / d + 1)^3 over all pairs: one U-statistic of the full sets, where
    the common code averages 100 random subsets of 1,000 (`kid_subsets`). It has the same mean and
    no random part of its own, and its error is that of the full sets, not of a subset.

    Inner products of 512 numbers and more are taken in float32 of features that are centred on the
    mean of their own side, and all else in float64: what the means add to a product is linear in
    each sample. So rounding is relative to how far the samples of a side scatter, not to how far
    they lie from 0, and far below the standard error.

    Raises:
        MeasurementError: There are too few samples, some are not finite, or of another width.
    """
    expect_samples("kid", fake, least=3, width=real.features.shape[1])
    within_fake = kernel_sums(fake).sums
    mean, others_mean = fake.mean(axis=0), real.features.mean(axis=0)
    points, others = _centred(fake, mean), _centred(real.features, others_mean)
    here, there = _offsets(fake, mean, real.features, others_mean)
    n, m = len(fake), len(others)

    def panel(start: int) -> tuple[Array, Array]:
        ours = slice(start, start + SIDE)
        rows, columns = np.zeros(len(points[ours])), np.zeros(m)
        for across in range(0, m, SIDE):
            theirs = slice(across, across + SIDE)
            block = _kernels(points[ours], others[theirs], here[ours], there[theirs])
            rows += block.sum(axis=1)
            columns[theirs] = block.sum(axis=0)
        return rows, columns

    panels = each(panel, range(0, n, SIDE))
    rows = np.concatenate([part for part, _ in panels])
    columns = np.sum([part for _, part in panels], axis=0)
    within = within_fake.sum() / (n * (n - 1)) + real.sums.sum() / (m * (m - 1))
    variance = _variance(within_fake, rows, m) + _variance(real.sums, columns, n)
    return KernelDistance(float(within - 2 * rows.sum() / (n * m)), float(np.sqrt(variance)))


def kid(fake: Array, real: KernelSums) -> float:
    """Returns `kernel_distance(fake, real).value`, for fake [n, d], n at least 3."""
    return kernel_distance(fake, real).value


def _centred(features: Array, mean: Array) -> Floats:
    """Features less their mean, over sqrt d; in float32 where that is faster and its range does."""
    n, d = features.shape
    fits = max(float(features.max()), -float(features.min())) < 1e15
    points = np.empty((n, d), np.float32 if d >= WIDE and fits else np.float64)
    np.subtract(features, mean, out=points, casting="same_kind")
    points /= np.sqrt(d)
    return points


def _offsets(a: Array, mean: Array, b: Array, other: Array) -> tuple[Array, Array]:
    """What a kernel's root has beside the product of centred features, of each a and each b.

    With the means s and t of a and b: x y = (x - s)(y - t) + x t + (y - t) s.
    """
    d = a.shape[1]
    return a @ other / d + 1, (b @ mean - other @ mean) / d


def _kernels(a: Floats, b: Floats, here: Array, there: Array) -> Array:
    """The kernels [n, m] of n and m samples; their third power would not do in float32."""
    root: Array = (a @ b.T).astype(np.float64)
    root += here[:, None]
    root += there
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
    prepare=kernel_sums,
    features="inception",
    reference=papers.BINKOWSKI_2018,
)
KID_ERROR = replace(
    KID,
    name="kid-error",
    title="Standard error of KID (Inception)",
    elsewhere="Standard error of the kernel distance",
    part="error",
)
