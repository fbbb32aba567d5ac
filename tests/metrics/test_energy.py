import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import energy_distance

import ganbench.metrics.energy as module
from ganbench.metrics.energy import energy, spread

RNG = np.random.default_rng(0)


def test_is_the_mean_over_pairs_of_different_samples() -> None:
    fake, real = RNG.normal(size=(5, 3)), RNG.normal(size=(4, 3))

    def mean(a: np.ndarray, b: np.ndarray) -> float:
        pairs = [(x, y) for x in a for y in b if x is not y]
        return float(np.mean([math.dist(x, y) for x, y in pairs if not np.array_equal(x, y)]))

    expected = 2 * mean(fake, real) - mean(fake, fake) - mean(real, real)
    assert energy(fake, spread(real)) == pytest.approx(expected, rel=1e-12)


def test_agrees_with_scipy_on_a_line_but_for_the_bias() -> None:
    """scipy counts a sample's distance to itself, which adds E|x - x'| / n of each side."""
    fake, real = RNG.normal(size=(50, 1)), RNG.normal(size=(70, 1)) + 1
    theirs = energy_distance(fake[:, 0], real[:, 0]) ** 2
    bias = spread(fake).within / 50 + spread(real).within / 70
    assert energy(fake, spread(real)) == pytest.approx(theirs - bias, rel=1e-12)


@pytest.mark.parametrize("shift", [0.0, 1.5])
def test_closed_form_of_two_gaussians_on_a_line(shift: float) -> None:
    draws = [
        energy(RNG.normal(size=(60, 1)) + shift, spread(RNG.normal(size=(40, 1))))
        for _ in range(300)
    ]
    # E|N(s, 2)|, of which E|x - x'| is the case s = 0
    folded = 2 / math.sqrt(math.pi) * math.exp(-(shift**2) / 4) + shift * math.erf(shift / 2)
    expected = 2 * (folded - 2 / math.sqrt(math.pi))
    assert np.mean(draws) == pytest.approx(
        expected, abs=4 * float(np.std(draws)) / math.sqrt(len(draws))
    )


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_order_and_blocks_do_not_matter(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(23, 2)), rng.normal(size=(31, 2)) + 0.5
    found = energy(fake, spread(real))
    with patch.object(module, "ROWS", rows):
        again = energy(rng.permutation(fake), spread(rng.permutation(real)))
    assert again == pytest.approx(found, rel=1e-9, abs=1e-12)
