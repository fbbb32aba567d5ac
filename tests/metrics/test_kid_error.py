import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.metrics.kid import ROWS, kernel_sum, kernelled, kid
from ganbench.metrics.kid_error import kid_standard_error, row_sums

RNG = np.random.default_rng(0)


def test_is_the_jackknife() -> None:
    fake, real = RNG.normal(size=(6, 3)), RNG.normal(size=(5, 3)) + 1
    ours = [kid(np.delete(fake, i, axis=0), kernelled(real)) for i in range(6)]
    theirs = [kid(fake, kernelled(np.delete(real, i, axis=0))) for i in range(5)]
    expected = np.sqrt(5 * np.var(ours) + 4 * np.var(theirs))
    assert kid_standard_error(fake, real) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("shift", "low", "high"), [(1.0, 0.95, 1.1), (0.0, 1.0, 1.45)])
def test_is_how_far_the_distance_scatters(shift: float, low: float, high: float) -> None:
    draws = [(RNG.normal(size=(40, 4)) + shift, RNG.normal(size=(60, 4))) for _ in range(1000)]
    scatter = np.std([kid(fake, kernelled(real)) for fake, real in draws])
    told = np.sqrt(np.mean([kid_standard_error(fake, real) ** 2 for fake, real in draws]))
    assert low < told / scatter < high


def test_row_sums_are_those_of_the_kernel_for_any_block() -> None:
    a, b = RNG.normal(size=(ROWS + 3, 2)), RNG.normal(size=(7, 2))
    assert row_sums(a, b) == pytest.approx(((a @ b.T / 2 + 1) ** 3).sum(axis=1))
    assert row_sums(a, b).sum() == pytest.approx(kernel_sum(a, b))


@given(st.integers(0, 2**32 - 1))
def test_order_and_exchange_of_the_samples_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(20, 3)), rng.normal(size=(30, 3))
    error = kid_standard_error(fake, real)
    assert kid_standard_error(rng.permutation(fake), rng.permutation(real)) == pytest.approx(error)
    assert kid_standard_error(real, fake) == pytest.approx(error)


def test_two_samples_have_no_error() -> None:
    with pytest.raises(ValueError, match="kid: expected at least 3 samples, found 2"):
        kid_standard_error(np.eye(2), np.eye(3)[:, :2])
