"""Forward KL and Jensen-Shannon divergence to a mixture."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics.forward_kl import forward_kl
from ganbench.metrics.jensen_shannon import jensen_shannon
from ganbench.metrics.mode_shares import counts, expected_shares

RING = GaussianMixture.ring(modes=8, radius=2, sigma=0.02)
GRID = GaussianMixture.grid(side=5, spacing=2, sigma=0.05)
CENTERS = np.asarray(RING.centers)
NOWHERE = np.full((100, 2), 50.0)


def perfect(mixture: GaussianMixture, n: int, rng: np.random.Generator) -> np.ndarray:
    centers = np.asarray(mixture.centers)[rng.integers(len(mixture.centers), size=n)]
    return centers + mixture.sigma * rng.normal(size=(n, 2))


@pytest.mark.parametrize("mixture", [RING, GRID])
def test_what_a_perfect_generator_scores(mixture: GaussianMixture) -> None:
    rng, k, n = np.random.default_rng(0), len(mixture.centers), 2500
    draws = [perfect(mixture, n, rng) for _ in range(100)]
    forward = np.mean([forward_kl(draw, mixture) for draw in draws])
    assert forward == pytest.approx(k / (2 * n), rel=0.1)
    both = np.mean([jensen_shannon(draw, mixture) for draw in draws])
    assert both == pytest.approx(k / (8 * n), rel=0.1)


def test_the_shares_of_the_mixture_are_those_of_its_samples() -> None:
    samples = perfect(RING, 200_000, np.random.default_rng(0))
    shares = counts(samples, RING) / len(samples)
    assert expected_shares(RING) == pytest.approx(shares, abs=0.004)
    assert expected_shares(RING).sum() == pytest.approx(1, abs=1e-15)
    assert expected_shares(RING)[-1] == pytest.approx(math.exp(-4.5))


@given(st.lists(st.integers(0, 50), min_size=9, max_size=9).filter(any))
def test_agree_with_scipy_for_any_counts(numbers: list[int]) -> None:
    points = np.repeat(np.concatenate([CENTERS, NOWHERE[:1]]), numbers, axis=0)
    p, q = expected_shares(RING), np.asarray(numbers)
    assert jensen_shannon(points, RING) == pytest.approx(jensenshannon(p, q) ** 2, abs=1e-12)
    assert forward_kl(points, RING) == pytest.approx(entropy(p, q + 0.5), rel=1e-10)
    assert 0 <= jensen_shannon(points, RING) <= math.log(2)


def test_nothing_of_high_quality_is_nearly_the_largest_divergence() -> None:
    assert 0.9 * math.log(2) < jensen_shannon(NOWHERE, RING) < math.log(2)
    assert forward_kl(NOWHERE, RING) > forward_kl(CENTERS[:1].repeat(100, axis=0), RING)


def test_a_missing_mode_costs_more_the_more_samples_missed_it() -> None:
    few, many = np.repeat(CENTERS[:7], 10, axis=0), np.repeat(CENTERS[:7], 1000, axis=0)
    assert forward_kl(few, RING) < forward_kl(many, RING) < math.inf
