from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ganbench.metrics.fid_infinity as module
from ganbench.metrics.fid_infinity import frechet_infinity
from ganbench.metrics.frechet import frechet, gaussian, moments

STANDARD = gaussian(np.zeros(8), np.eye(8))


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_is_right_on_average_where_the_frechet_distance_is_too_large(shift: float) -> None:
    """The closed form of two Gaussians, the real one with its exact moments."""
    rng = np.random.default_rng(0)
    draws = [rng.normal(size=(400, 8)) + shift for _ in range(20)]
    true = 8 * shift**2
    plain = np.mean([frechet(draw, STANDARD) for draw in draws]) - true
    extrapolated = np.mean([frechet_infinity(draw, STANDARD) for draw in draws]) - true
    assert plain > 0.04
    assert abs(extrapolated) < plain / 2


def test_fifteen_subsets_from_a_tenth_of_the_samples_to_all() -> None:
    fake = np.random.default_rng(0).normal(size=(280, 8))
    with patch.object(module, "distance", side_effect=module.distance) as measured:
        found = frechet_infinity(fake, STANDARD)
    sizes = np.array([len(call.args[0]) for call in measured.call_args_list])
    assert sizes.tolist() == list(range(28, 281, 18))
    assert len(sizes) == 15
    distances = [module.distance(*call.args) for call in measured.call_args_list]
    line = np.stack([np.ones(15), 1 / sizes], axis=1)
    assert found == pytest.approx(np.linalg.lstsq(line, np.array(distances))[0][0], rel=1e-9)


def test_many_samples_need_no_extrapolation() -> None:
    fake = np.random.default_rng(0).normal(size=(20_000, 2)) * [1, 3]
    real = gaussian(np.zeros(2), np.eye(2))
    assert frechet_infinity(fake, real) == pytest.approx(4, rel=0.03)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_samples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(40, 3)), moments(rng.normal(size=(40, 3)))
    assert frechet_infinity(rng.permutation(fake), real) == frechet_infinity(fake, real)


def test_a_collapsed_model_has_nothing_to_extrapolate() -> None:
    fake = np.ones((50, 8))
    assert frechet_infinity(fake, STANDARD) == pytest.approx(frechet(fake, STANDARD))


def test_only_the_generated_side_is_extrapolated() -> None:
    """With few real samples the value stays above that of many: their bias is in it."""
    rng = np.random.default_rng(0)
    fake = rng.normal(size=(4000, 8))
    few = np.mean([frechet_infinity(fake, moments(rng.normal(size=(60, 8)))) for _ in range(10)])
    assert few > 5 * abs(frechet_infinity(fake, STANDARD))
    bias = np.mean([frechet(rng.normal(size=(60, 8)), STANDARD) for _ in range(20)])
    assert few == pytest.approx(bias, rel=0.3)
