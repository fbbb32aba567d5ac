import numpy as np
import ot
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.metrics.sliced_wasserstein import DIRECTIONS, projections, sliced_w2

ANGLES = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
LINES = np.stack([np.cos(ANGLES), np.sin(ANGLES)])


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 30))
def test_agrees_with_pot_for_any_sample_sizes(seed: int, n: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(n, 2)), 3 * rng.normal(size=(m, 2)) + 1
    theirs = ot.sliced_wasserstein_distance(fake, real, projections=LINES, p=2)
    assert sliced_w2(fake, projections(real)) == pytest.approx(float(theirs), rel=1e-9)


def test_is_the_root_of_half_the_squared_shift() -> None:
    points = np.random.default_rng(0).normal(size=(100, 2))
    shifted = points + np.array([3.0, 4.0])
    assert sliced_w2(shifted, projections(points)) == pytest.approx(5 / np.sqrt(2))


def test_order_and_repetition_of_the_samples_do_not_matter() -> None:
    points = np.random.default_rng(0).normal(size=(50, 2))
    assert sliced_w2(np.tile(points[::-1], (3, 1)), projections(points)) < 1e-12
