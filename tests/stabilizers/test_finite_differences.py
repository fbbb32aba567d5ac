"""Finite differences, on discriminators whose slopes are known."""

import pytest
import torch

from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r2 import R2


def normal(*shape):
    return torch.randn(shape, dtype=torch.float64)


def test_on_a_linear_discriminator_it_is_the_squared_slope_along_the_step(linear, seen_of):
    torch.manual_seed(0)
    w, real, fake = normal(2), normal(6, 2), normal(6, 2)
    noise = {"real": normal(6, 2), "fake": normal(6, 2)}
    critic = linear(w)
    found = FiniteDifferences(0.3, 0.7, 0.5).penalty(critic, seen_of(critic, real, fake, noise))
    along = [(noise[name] @ w).square().mean() for name in ("real", "fake")]
    torch.testing.assert_close(found, 0.3 * along[0] + 0.7 * along[1])


@pytest.mark.parametrize(("weights", "exact"), [((0.3, 0), R1(0.6)), ((0, 0.3), R2(0.6))])
def test_for_small_steps_it_tends_to_r1_and_r2(weights, exact, critic_of, seen_of):
    """D(x) = |x|^2 + w x; steps along each axis by sqrt(2) have the moments of N(0, I)."""
    real = torch.tensor([[1.0, -2.0], [1.0, -2.0], [0.5, 3.0], [0.5, 3.0]], dtype=torch.float64)
    axes = 2**0.5 * torch.eye(2, dtype=torch.float64).repeat(2, 1)
    critic = critic_of(
        lambda w, x: x.square().sum(1) + x @ w, torch.tensor([0.4, -1.0], dtype=torch.float64)
    )
    inputs = seen_of(critic, real, -real, {"real": axes, "fake": axes})
    wanted = exact.penalty(critic, inputs)
    gaps = [
        (FiniteDifferences(*weights, eps).penalty(critic, inputs) - wanted).abs().item()
        for eps in (1e-2, 1e-3, 1e-4)
    ]
    assert gaps[0] < 0.1 * wanted
    assert gaps[1] == pytest.approx(gaps[0] / 10, rel=0.05)
    assert gaps[2] == pytest.approx(gaps[0] / 100, rel=0.05)
