from unittest.mock import patch

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_fidelity.metric_kid import kid_features_to_metric
from torchmetrics.image.kid import poly_mmd

import ganbench.metrics.kid as module
from ganbench.metrics.kid import SIDE, kernel_distance, kernel_sums, kid
from ganbench.metrics.kid_subsets import kid_subsets

RNG = np.random.default_rng(0)


def published(fake: np.ndarray, real: np.ndarray, subsets: int, size: int) -> tuple[float, float]:
    found = kid_features_to_metric(
        torch.from_numpy(fake),
        torch.from_numpy(real),
        kid_subsets=subsets,
        kid_subset_size=size,
        verbose=False,
    )
    return found["kernel_inception_distance_mean"], found["kernel_inception_distance_std"]


def test_agrees_with_torch_fidelity_on_one_full_subset() -> None:
    n = 2 * SIDE + 7  # whole blocks and a rest
    fake, real = RNG.normal(size=(n, 6)), RNG.normal(size=(n, 6)) + 0.3
    theirs, _ = published(fake, real, 1, n)
    assert kid(fake, kernel_sums(real)) == pytest.approx(theirs, rel=1e-12)


def test_subsets_are_those_of_torch_fidelity() -> None:
    fake, real = RNG.normal(size=(90, 6)), RNG.normal(size=(120, 6)) + 0.3
    theirs = published(fake, real, 7, 40)
    assert kid_subsets(fake, real, 7, 40) == pytest.approx(theirs, rel=1e-11)
    assert kid_subsets(fake, real, 7, 40, seed=1) != pytest.approx(theirs, rel=1e-3)


def test_subsets_and_full_sets_have_one_mean() -> None:
    fake, real = RNG.normal(size=(300, 6)), RNG.normal(size=(300, 6)) + 0.3
    mean, deviation = kid_subsets(fake, real, 200, 100)
    assert kid(fake, kernel_sums(real)) == pytest.approx(mean, abs=4 * deviation / np.sqrt(200))


def test_too_few_samples_for_a_subset() -> None:
    match = r"^kid of subsets: expected at least 40 samples, found 39\. "
    for sizes in ((39, 40), (40, 39)):
        with pytest.raises(ValueError, match=match):
            kid_subsets(*(np.ones((n, 2)) for n in sizes), size=40)


def test_agrees_with_torchmetrics() -> None:
    fake, real = RNG.normal(size=(90, 6)), RNG.normal(size=(90, 6)) + 0.3
    theirs = poly_mmd(torch.from_numpy(real), torch.from_numpy(fake)).item()
    assert kid(fake, kernel_sums(real)) == pytest.approx(theirs, rel=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(5, 40))
def test_order_exchange_and_blocks_do_not_matter(seed: int, side: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(23, 3)), rng.normal(size=(31, 3)) + 0.5
    found = pytest.approx(kernel_distance(fake, kernel_sums(real)), rel=1e-9, abs=1e-12)
    with patch.object(module, "SIDE", side):
        mixed, turned = rng.permutation(fake), rng.permutation(real)
        assert kernel_distance(mixed, kernel_sums(turned)) == found
        assert kernel_distance(turned, kernel_sums(mixed)) == found


def test_is_the_sum_over_pairs_of_different_samples() -> None:
    fake, real = RNG.normal(size=(5, 3)), RNG.normal(size=(4, 3))

    def k(x: np.ndarray, y: np.ndarray) -> float:
        return float((x @ y / 3 + 1) ** 3)

    ours = np.mean([k(a, b) for i, a in enumerate(fake) for j, b in enumerate(fake) if i != j])
    theirs = np.mean([k(a, b) for i, a in enumerate(real) for j, b in enumerate(real) if i != j])
    across = np.mean([k(a, b) for a in fake for b in real])
    assert kid(fake, kernel_sums(real)) == pytest.approx(ours + theirs - 2 * across)


def test_is_zero_on_average_for_one_distribution() -> None:
    draws = [
        kid(RNG.normal(size=(20, 4)), kernel_sums(RNG.normal(size=(30, 4)))) for _ in range(1000)
    ]
    assert abs(np.mean(draws)) < 4 * np.std(draws) / np.sqrt(len(draws))
    assert min(draws) < 0


def plain(fake: np.ndarray, real: np.ndarray) -> tuple[float, float]:
    """Value and jackknife from the whole matrices of kernels, in float64."""
    d = fake.shape[1]
    ours, theirs, across = (
        (a @ b.T / d + 1) ** 3 for a, b in ((fake, fake), (real, real), (fake, real))
    )
    sides = []
    for within, other in ((ours, across), (theirs, across.T)):
        count = len(within)
        np.fill_diagonal(within, 0)
        left_out = other.mean(axis=1) - within.sum(axis=1) / (count - 2)
        sides.append((within.sum() / count / (count - 1), 4 / (count - 1) * left_out.var()))
    (a, left), (b, right) = sides
    return float(a + b - 2 * across.mean()), float(np.sqrt(left + right))


@pytest.mark.parametrize(("offset", "scale"), [(10, 0.01), (1, 0.001), (-3, 1), (1000, 1)])
@pytest.mark.parametrize("gap", [0, 0.05, 100])
def test_far_from_the_origin_float32_products_change_next_to_nothing(
    offset: float, scale: float, gap: float
) -> None:
    fake, real = RNG.normal(size=(2, 1000, 600))
    fake, real = (
        (offset + scale * x).astype(np.float32).astype(np.float64) for x in (fake + gap, real)
    )
    value, error = plain(fake, real)
    found = kernel_distance(fake, kernel_sums(real))
    assert found.error == pytest.approx(error, rel=1e-3)
    assert abs(found.value - value) < error / 1000


def test_float32_products_agree_with_torch_fidelity() -> None:
    """On the same subsets, of features like Inception's."""
    fake, real = (np.maximum(RNG.normal(size=(700, 2048)) + shift, 0) for shift in (0.1, 0.2))
    theirs = published(fake, real, 5, 500)
    assert kid_subsets(fake, real, 5, 500) == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("kind", ["normal", "positive", "large", "tiny", "mean apart"])
def test_float32_products_change_next_to_nothing(kind: str) -> None:
    fake, real = RNG.normal(size=(2, 1000, 600)).astype(np.float32).astype(np.float64)
    if kind == "positive":  # like Inception's
        fake, real = np.maximum(fake, 0), np.maximum(real + 0.02, 0)
    elif kind in ("large", "tiny"):
        fake, real = ({"large": 1e3, "tiny": 1e-3}[kind] * x for x in (fake, real))
    elif kind == "mean apart":
        fake += 10
    found = kernel_distance(fake, kernel_sums(real))
    with patch.object(module, "WIDE", 1000):
        exact = kernel_distance(fake, kernel_sums(real))
    assert found != exact
    assert abs(found.value - exact.value) < exact.error / 1000
    assert found.error == pytest.approx(exact.error, rel=1e-4)


def test_features_beyond_float32_are_kept_in_float64() -> None:
    fake, real = RNG.normal(size=(2, 20, 600)) * 1e20
    assert np.isfinite(kernel_distance(fake, kernel_sums(real))).all()


def test_the_error_is_the_jackknifes() -> None:
    fake, real = RNG.normal(size=(6, 3)), RNG.normal(size=(5, 3)) + 1
    ours = [kid(np.delete(fake, i, axis=0), kernel_sums(real)) for i in range(6)]
    theirs = [kid(fake, kernel_sums(np.delete(real, i, axis=0))) for i in range(5)]
    expected = np.sqrt(5 * np.var(ours) + 4 * np.var(theirs))
    assert kernel_distance(fake, kernel_sums(real)).error == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("shift", "low", "high"), [(1.0, 0.95, 1.1), (0.0, 1.0, 1.45)])
def test_the_error_is_how_far_the_distance_scatters(shift: float, low: float, high: float) -> None:
    draws = [(RNG.normal(size=(40, 4)) + shift, RNG.normal(size=(60, 4))) for _ in range(1000)]
    found = [kernel_distance(fake, kernel_sums(real)) for fake, real in draws]
    scatter = np.std([each.value for each in found])
    told = np.sqrt(np.mean([each.error**2 for each in found]))
    assert low < told / scatter < high
