"""Modes covered, high-quality samples and reverse KL: all of the same histogram."""

import math

import numpy as np
import pytest

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics.high_quality import high_quality
from ganbench.metrics.modes import modes
from ganbench.metrics.reverse_kl import reverse_kl

RING = GaussianMixture.ring(modes=8, radius=2, sigma=0.02)
GRID = GaussianMixture.grid(side=5, spacing=2, sigma=0.05)
NOWHERE = np.full((100, 2), 50.0)


def perfect(mixture: GaussianMixture, n: int, rng: np.random.Generator) -> np.ndarray:
    centers = np.asarray(mixture.centers)[rng.integers(len(mixture.centers), size=n)]
    return centers + mixture.sigma * rng.normal(size=(n, 2))


@pytest.mark.parametrize(("mixture", "floor"), [(RING, 0.0014), (GRID, 0.0048)])
def test_what_a_perfect_generator_scores(mixture: GaussianMixture, floor: float) -> None:
    rng = np.random.default_rng(0)
    draws = [perfect(mixture, 2500, rng) for _ in range(100)]
    assert {modes(draw, mixture) for draw in draws} == {len(mixture.centers)}
    quality = np.mean([high_quality(draw, mixture) for draw in draws])
    assert quality == pytest.approx(1 - math.exp(-4.5), abs=1e-3)  # not 0.997
    assert np.mean([reverse_kl(draw, mixture) for draw in draws]) == pytest.approx(floor, rel=0.15)


def test_a_mode_needs_one_sample_within_three_sigma() -> None:
    x, y = RING.centers[3]
    inside, outside = [x + 2.99 * RING.sigma, y], [x + 3.01 * RING.sigma, y]
    assert modes(np.array([inside, outside]), RING) == 1
    assert modes(np.array([outside]), RING) == 0
    assert high_quality(np.array([inside, outside]), RING) == 0.5


def test_within_three_sigma_is_up_to_three_sigma() -> None:
    one = GaussianMixture(((0.0, 0.0),), sigma=0.5)
    edge = np.array([[1.5, 0.0], [0.0, -1.5]])
    assert high_quality(edge, one) == modes(edge, one) == 1
    assert high_quality(np.nextafter(edge, 2 * edge), one) == 0


@pytest.mark.parametrize("covered", [1, 2, 4, 8])
def test_reverse_kl_of_an_even_spread_over_some_modes(covered: int) -> None:
    samples = np.concatenate([np.asarray(RING.centers[:covered]), NOWHERE])
    assert reverse_kl(samples, RING) == pytest.approx(math.log(8 / covered), abs=1e-12)


def test_without_high_quality_samples_everything_is_at_its_worst() -> None:
    assert modes(NOWHERE, RING) == high_quality(NOWHERE, RING) == 0
    assert reverse_kl(NOWHERE, RING) == pytest.approx(math.log(8))
