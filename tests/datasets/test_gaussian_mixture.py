import numpy as np
import pytest
from scipy.stats import multivariate_normal

from ganbench.datasets.gaussian_mixture import GaussianMixture


def test_a_ring_of_eight_has_eight_modes_at_even_angles() -> None:
    ring = GaussianMixture.ring(modes=8, radius=2, sigma=0.02)
    x, y = np.asarray(ring.centers).T
    assert np.allclose(np.hypot(x, y), 2)
    steps = np.diff(np.unwrap(np.arctan2(y, x)))
    assert len(x) == 8  # `linspace(0, 2 pi, 8)` would put two of them in one place
    assert np.allclose(steps, np.pi / 4)


def test_a_grid_is_centred_and_evenly_spaced() -> None:
    grid = GaussianMixture.grid(side=5, spacing=2, sigma=0.05)
    assert set(grid.centers) == {(x, y) for x in range(-4, 5, 2) for y in range(-4, 5, 2)}


@pytest.mark.parametrize("sigma", [0.02, 0.7])
def test_log_density_agrees_with_scipy(sigma: float) -> None:
    mixture = GaussianMixture.grid(side=2, spacing=1, sigma=sigma)
    points = np.random.default_rng(0).normal(size=(50, 2))
    logs = [
        multivariate_normal(center, sigma**2).logpdf(points) - np.log(4)
        for center in mixture.centers
    ]
    assert np.allclose(mixture.log_density(points), np.logaddexp.reduce(logs))
