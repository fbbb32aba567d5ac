import math

import pytest
import torch

from ganbench.stabilizers.gradient_penalty import GradientPenalty, norm

STEP = torch.zeros(())
DEFAULT = GradientPenalty()


def penalty(weights: torch.Tensor, stabilizer=DEFAULT) -> torch.Tensor:
    """On the linear discriminator D(x) = w x, whose slope is w everywhere."""
    torch.manual_seed(0)
    real, fake = torch.randn(2, 8, len(weights), dtype=torch.float64)
    noise = {"mix": torch.rand(8, 1, dtype=torch.float64)}
    return stabilizer.penalty(lambda x: x @ weights, real, fake, noise, STEP)


def test_value_and_gradient_on_a_linear_discriminator():
    w = torch.tensor([3.0, 4.0], dtype=torch.float64)
    assert penalty(w).item() == pytest.approx(10 * (5 - 1) ** 2, abs=1e-9)
    gradient = torch.func.grad(penalty)(w)
    expected = 10 * 2 * (5 - 1) * w / 5
    torch.testing.assert_close(gradient, expected)


def test_is_two_sided_around_its_target():
    half = GradientPenalty(weight=2.0, target=2.0)
    for size in (1.0, 3.0):
        w = torch.tensor([size, 0.0], dtype=torch.float64)
        assert penalty(w, half).item() == pytest.approx(2.0)


def test_a_flat_discriminator_has_a_finite_gradient():
    gradient = torch.func.grad(penalty)(torch.zeros(2, dtype=torch.float64))
    assert gradient.tolist() == [0.0, 0.0]


def test_samples_lie_between_real_and_fake_at_one_place_each():
    seen = []

    def discriminator(x):
        seen.append(x)
        return x.flatten(1).sum(1)

    real, fake = torch.zeros(4, 1, 3, 3), torch.ones(4, 1, 3, 3)
    stabilizer = GradientPenalty()
    draw = stabilizer.penalty_draws((4, 1, 3, 3))["mix"]
    assert (draw.distribution, draw.shape) == ("uniform", (4, 1, 1, 1))
    mix = torch.tensor([0.0, 0.25, 0.5, 1.0]).view(4, 1, 1, 1)
    stabilizer.penalty(discriminator, real, fake, {"mix": mix}, STEP)
    torch.testing.assert_close(seen[0], (1 - mix).expand_as(real))


def test_norm_is_euclidean():
    assert norm(torch.tensor([[3.0, 4.0], [0.0, 0.0]])).tolist() == [5.0, 0.0]
    assert norm(torch.full((1, 4), 0.5)).item() == math.sqrt(1.0)
