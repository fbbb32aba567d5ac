"""Bounds of squared distances: they must hold, and must not be wide."""

from typing import Any

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from ganbench.metrics.float32_bounds import (
    bounds,
    exact_squares,
    lower_bounds,
    precision_of,
    rounded,
)

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("scale", [1.0, 1e-8, 1e-21, 1e12])
@pytest.mark.parametrize("d", [1, 2, 70, 3000])
@pytest.mark.parametrize("kind", ["normal", "positive", "same", "uneven"])
@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_exact_distances_lie_between_the_bounds(
    kind: str, d: int, scale: float, precision: type[np.floating[Any]]
) -> None:
    a, b = RNG.normal(size=(40, d)), RNG.normal(size=(50, d))
    if kind == "positive":
        a, b = abs(a) + 3, abs(b) + 3
    elif kind == "same":
        a, b = np.full((40, d), 1 / 3), np.full((50, d), 1 / 3)
    elif kind == "uneven":
        a, b = a * 10.0 ** RNG.integers(-4, 4, (40, 1)), b * 10.0 ** RNG.integers(-4, 4, d)
    a, b = a * scale, b * scale
    origin = np.full(d, 0.1 * scale)
    ours, theirs = rounded(a, origin, precision), rounded(b, origin, precision)
    low, high = (bound.astype(np.float64) for bound in bounds(ours, theirs))
    half = cdist(a, b, "sqeuclidean") / 2
    assert (low <= half).all()
    assert (half <= high).all()
    lengths = ((a - origin) ** 2).sum(axis=1)[:, None] + ((b - origin) ** 2).sum(axis=1)
    unit, tiny = np.finfo(precision).eps / 2, np.finfo(precision).tiny.astype(float)
    assert (high - low <= 1.3 * (d + 22) * unit * lengths + 41 * d * tiny).all()
    assert np.array_equal(low, lower_bounds(ours, theirs))


def test_float32_only_for_wide_samples_within_its_range() -> None:
    wide = RNG.normal(size=(9, 64))
    assert precision_of(wide, wide + 1) is np.float32
    assert precision_of(wide[:, 1:]) is np.float64
    assert precision_of(wide, wide * 1e15) is np.float64
    assert precision_of(wide * 1e-12) is np.float64


@pytest.mark.parametrize("d", [1, 7, 40_000])
def test_measured_pairs_have_every_digit_in_either_order(d: int) -> None:
    a, b = RNG.normal(size=(6, d)) + 1e6, RNG.normal(size=(5, d)) + 1e6
    i, j = np.divmod(np.arange(30), 5)
    found = exact_squares(a, b, i, j)
    np.testing.assert_allclose(found, cdist(a, b, "sqeuclidean").ravel(), rtol=1e-13)
    assert np.array_equal(found, exact_squares(b, a, j, i))
