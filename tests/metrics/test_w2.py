import numpy as np
import ot
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.metrics.frechet import frechet, gaussian
from ganbench.metrics.sliced_wasserstein import projections, sliced_w2
from ganbench.metrics.w2 import w2

RNG = np.random.default_rng(0)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 4))
def test_agrees_with_pot(seed: int, n: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(n, d)), 3 * rng.normal(size=(n, d)) + 1
    even = np.full(n, 1 / n)
    theirs = np.sqrt(ot.emd2(even, even, ot.dist(fake, real)))
    assert w2(fake, real) == pytest.approx(theirs, rel=1e-9)
    assert w2(rng.permutation(fake), rng.permutation(real)) == pytest.approx(w2(fake, real))


def test_of_the_gradient_of_a_convex_function_pairs_each_sample_with_its_image() -> None:
    """And is the Frechet distance then: the map between two Gaussians is of this kind."""
    fake = RNG.normal(size=(200, 2))
    real = fake @ np.array([[2.0, 0.5], [0.5, 1.0]]) + [3, 4]
    found = w2(fake, real)
    assert found == pytest.approx(np.sqrt(((fake - real) ** 2).sum(axis=1).mean()), rel=1e-12)
    gap = fake.mean(axis=0) - real.mean(axis=0)
    spread = frechet(fake, gaussian(fake.mean(axis=0), np.cov(real.T)))  # divides by 199, not 200
    assert found**2 == pytest.approx(gap @ gap + spread * 199 / 200, rel=1e-9)


def test_is_at_least_the_sliced_distance() -> None:
    fake, real = RNG.normal(size=(100, 2)), RNG.exponential(size=(100, 2))
    assert w2(fake, real) > sliced_w2(fake, projections(real)) > 0


def test_sets_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^w2: .*, found 3 and 2\. .* sliced-w2\.$"):
        w2(np.eye(3), np.eye(3)[:2])
