import numpy as np
import pytest

from ganbench.calibration.mixtures import FAULTS, perfect
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics import METRICS

MIXTURES = {
    "ring8": (GaussianMixture.ring(modes=8, radius=2.0, sigma=0.02), 0.018),
    "grid25": (GaussianMixture.grid(side=5, spacing=2.0, sigma=0.05), 0.012),
}


def scores(fault, mixture, seed=0, n=2500):
    samples = fault(mixture, n, np.random.default_rng(seed))
    assert samples.shape == (n, 2)
    names = ("jensen-shannon", "mode-spread")
    return [METRICS[name].compute(samples, mixture) for name in names]


@pytest.mark.parametrize("name", MIXTURES)
def test_shares_of_modes_and_their_spread_tell_every_fault_from_a_perfect_generator(name):
    mixture, most = MIXTURES[name]
    for seed in range(5):
        divergence, spread = scores(perfect, mixture, seed)
        assert divergence <= most
        assert spread >= 0.3
        for fault in FAULTS.values():
            divergence, spread = scores(fault, mixture, seed)
            assert divergence > most or spread < 0.3
