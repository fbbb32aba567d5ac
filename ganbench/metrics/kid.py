"""Kernel distance of features, unbiased; called KID without a suffix on Inception features only."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.references import Reference

Array = npt.NDArray[np.float64]
ROWS = 256  # of the kernel matrix at a time: a few MB instead of n^2 numbers


class Kernelled(NamedTuple):
    """Features [m, d] and the mean kernel of two different ones among them."""

    features: Array
    similarity: float


def kernel_root(a: Array, b: Array) -> Array:
    """Returns x y / d + 1 [n, m] for a [n, d] and b [m, d]: the kernel is its third power."""
    block: Array = a @ b.T
    block /= a.shape[1]
    block += 1
    return block


def kernel_sum(a: Array, b: Array) -> float:
    """Returns the sum of (x y / d + 1)^3 over all pairs of a [n, d] and b [m, d]."""
    total = 0.0
    for start in range(0, len(a), ROWS):
        block = kernel_root(a[start : start + ROWS], b)
        total += float(np.vdot(block, block * block))
    return total


def kernelled(features: Array) -> Kernelled:
    """Returns features [m, d], m at least 2, with their mean similarity."""
    expect_samples("kid", features, least=2)
    n, d = features.shape
    total = 0.0
    for start in range(0, n, ROWS):  # the kernel is symmetric: what is past the block counts twice
        rows, rest = features[start : start + ROWS], features[start + ROWS :]
        total += kernel_sum(rows, rows) + 2 * kernel_sum(rows, rest)
    diagonal = (((features * features).sum(axis=1) / d + 1) ** 3).sum()
    return Kernelled(features, float(total - diagonal) / (n * (n - 1)))


def kid(fake: Array, real: Kernelled) -> float:
    """Returns the unbiased squared maximum mean discrepancy of fake [n, d] and the real features.

    The polynomial kernel of degree 3 with gamma 1/d and offset 1, over all pairs: one U-statistic
    of the full sets, where the common code averages 100 random subsets. It has the same mean and
    no random part of its own. Being unbiased it may be slightly below 0.
    """
    expect_samples("kid", fake, least=2, width=real.features.shape[1])
    across = kernel_sum(fake, real.features) / (len(fake) * len(real.features))
    return kernelled(fake).similarity + real.similarity - 2 * across


KID = Metric(
    name="kid",
    title="KID (Inception)",
    direction="lower",
    digits=4,
    needs="features",
    compute=kid,
    prepare=kernelled,
    features="inception",
    reference=Reference(
        "Binkowski et al.", 2018, "Demystifying MMD GANs", "https://arxiv.org/abs/1801.01401"
    ),
)
KID_DIGITS = replace(KID, name="kid-digits", title="Kernel distance (digits)", features="digits")
KID_FASHION = replace(
    KID, name="kid-fashion", title="Kernel distance (fashion)", features="fashion"
)
