import math

import numpy as np
import pytest

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics.mode_recall import mode_recall

TWO = GaussianMixture(centers=((0.0, 0.0), (20.0, 0.0)), sigma=1.0)
SHARE = (1 - math.exp(-4.5)) / 2
"""Of the samples, near each of the two modes."""


def at(left, right, nowhere):
    points = [[0.0, 0.5]] * left + [[20.0, -0.5]] * right + [[10.0, 0.0]] * nowhere
    return np.array(points)


@pytest.mark.parametrize(
    ("left", "right", "nowhere", "expected"),
    [
        (5, 5, 0, 1),
        (10, 0, 0, 1 / 2),  # too many of one make up for nothing
        (8, 2, 0, (1 + 0.2 / SHARE) / 2),
        (3, 1, 6, (0.3 + 0.1) / SHARE / 2),
        (0, 0, 4, 0),
    ],
)
def test_by_hand(left, right, nowhere, expected):
    assert mode_recall(at(left, right, nowhere), TWO) == pytest.approx(expected)


def test_a_perfect_generator_lacks_what_chance_takes():
    ring, n = GaussianMixture.ring(modes=8, radius=2.0, sigma=0.02), 2000
    draws = np.random.default_rng(0)
    centers = np.asarray(ring.centers)
    found = [
        mode_recall(centers[draws.integers(8, size=n)] + 0.02 * draws.standard_normal((n, 2)), ring)
        for _ in range(200)
    ]
    assert 1 - np.mean(found) == pytest.approx(math.sqrt(8 / (2 * math.pi * n)), rel=0.1)
