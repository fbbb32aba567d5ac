"""Squared distances in the precision of a fast product, between bounds that are certain.

A comparison that the bounds decide needs no exact distance, and few pairs are left where they do
not: so that most of the work is a product in float32, at twice the speed of float64, and the answer
is that of the samples' differences in float64, which no offset and no outlier spoils.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Floats = npt.NDArray[np.floating[Any]]
Integers = npt.NDArray[np.int64]
WIDE = 64  # numbers a sample from which on a product is what takes the time
CHUNK = 1 << 15  # numbers at a time, 256 KB


@dataclass(frozen=True, eq=False)
class Rounded:
    """Rounded samples, with bounds of half their squared lengths that hold for all rounding.

    Attributes:
        points: The samples [n, d], centred.
        low: Half the squared lengths [n], less a share of the error.
        high: Half the squared lengths [n], more that share.
    """

    points: Floats
    low: Floats
    high: Floats

    def part(self, rows: slice) -> Rounded:
        """Returns some of the samples."""
        return Rounded(self.points[rows], self.low[rows], self.high[rows])


def precision_of(*sets: Array) -> type[np.floating[Any]]:
    """Returns float32 where that is faster and its range suffices for sets [n, d], else float64."""
    largest = max(max(float(samples.max()), -float(samples.min())) for samples in sets)
    fits = 1e-10 < largest * np.sqrt(sets[0].shape[1]) < 1e15
    return np.float32 if sets[0].shape[1] >= WIDE and fits else np.float64


def rounded(samples: Array, origin: Array, precision: type[np.floating[Any]]) -> Rounded:
    """Rounds samples [n, d] that are centred on an origin [d].

    With u the unit of rounding, a product x y of d terms in any order is off by at most
    (d + 2) u |x| |y| to first order (Higham 2002, Accuracy and Stability of Numerical Algorithms,
    section 3.1), rounded factors included, and |x| |y| is at most (|x|^2 + |y|^2) / 2. The sums and
    the limit to compare with add less than 5 u (|x|^2 + |y|^2). What is granted, 0.6 (d + 20) u
    of each squared length, is more than both, and than the terms of higher order for any d below
    two million in float32.

    Args:
        samples: The samples [n, d].
        origin: What they are centred on [d].
        precision: The type that they are rounded to.
    """
    n, d = samples.shape
    points, half = np.empty((n, d), precision), np.empty(n)
    step = max(1, CHUNK // d)
    for start in range(0, n, step):
        centred = samples[start : start + step] - origin
        points[start : start + step] = centred
        half[start : start + step] = np.einsum("ij,ij->i", centred, centred) / 2
    share = 1.2 * (d + 20) * float(np.finfo(precision).eps) / 2
    underflow = 10 * d * float(np.finfo(precision).tiny)
    low, high = half * (1 - share) - underflow, half * (1 + share) + underflow
    return Rounded(points, low.astype(precision), high.astype(precision))


def lower_bounds(a: Rounded, b: Rounded) -> Floats:
    """Returns what half the squared distances [n, m] cannot be below."""
    return _half_squares(a.low, a.points @ b.points.T, b.low)


def bounds(a: Rounded, b: Rounded) -> tuple[Floats, Floats]:
    """Returns what half the squared distances [n, m] cannot be below, and not above."""
    products = a.points @ b.points.T
    return _half_squares(a.low, products, b.low), _half_squares(a.high, products, b.high)


def _half_squares(ours: Floats, products: Floats, theirs: Floats) -> Floats:
    halves = ours[:, None] - products
    halves += theirs
    return halves


def exact_squares(a: Array, b: Array, i: Integers, j: Integers) -> Array:
    """Returns the squared distances [p] of the p pairs a[i], b[j], from their differences.

    As exact as float64 allows, and the same whichever of the two comes first.

    Args:
        a: Samples [n, d].
        b: Samples [m, d].
        i: Rows of `a` [p].
        j: Rows of `b` [p].
    """
    squares = np.empty(len(i))
    step = max(1, CHUNK // a.shape[1])
    for start in range(0, len(i), step):
        gap = a[i[start : start + step]]
        gap -= b[j[start : start + step]]
        squares[start : start + step] = np.einsum("ij,ij->i", gap, gap)
    return squares
