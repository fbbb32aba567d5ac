import math

import numpy as np
import pytest

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics.mode_spread import mode_spread

RING = GaussianMixture.ring(modes=8, radius=2.0, sigma=0.02)
UNIT = GaussianMixture(((0.0, 0.0), (20.0, 0.0)), 1.0)


def ring(width=1.0, n=20_000):
    generator = np.random.default_rng(3)
    modes = generator.integers(8, size=n)
    noise = width * RING.sigma * generator.standard_normal((n, 2))
    return np.asarray(RING.centers)[modes] + noise


def test_a_perfect_generator_scores_1_and_narrow_modes_their_width():
    assert mode_spread(ring(), RING) == pytest.approx(1, abs=0.01)
    # nothing is beyond 3 sigma then: sqrt(2 * 0.1^2 / 1.8989)
    assert mode_spread(ring(0.1), RING) == pytest.approx(0.1 * math.sqrt(2 / 1.8989), rel=0.01)


def test_by_hand():
    """Two modes: variances (1 + 1) and (4 + 4) over 1 + 1 degrees of freedom; one is too far."""
    points = np.array([[-1.0, 0.5], [1.0, 0.5], [20.0, -2.0], [20.0, 2.0], [9.0, 0.0]])
    assert mode_spread(points, UNIT) == pytest.approx(math.sqrt(10 / 2 / 1.89890), rel=1e-5)


def test_modes_that_are_points_beside_their_centres_have_none():
    points = np.repeat([[1.5, 0.0], [20.0, -1.5]], 5, axis=0)
    assert mode_spread(points, UNIT) == 0


@pytest.mark.parametrize("points", [[[9.0, 9.0]] * 3, [[0.0, 0.0], [20.0, 0.0]]])
def test_without_two_samples_of_a_mode_there_is_none(points):
    assert mode_spread(np.array(points), UNIT) == 0


def test_it_is_the_same_in_other_units():
    samples, scaled = ring(0.7, 500), GaussianMixture.ring(modes=8, radius=6.0, sigma=0.06)
    assert mode_spread(3 * samples, scaled) == pytest.approx(mode_spread(samples, RING), rel=1e-9)
