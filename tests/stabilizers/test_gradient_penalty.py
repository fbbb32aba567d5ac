import math

import pytest
import torch

from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.slopes import norm


def vector(*numbers: float) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def test_value_and_gradient_on_a_linear_discriminator(penalty_of):
    penalty, w = penalty_of(GradientPenalty()), vector(3, 4)
    assert penalty(w).item() == pytest.approx(10 * (5 - 1) ** 2, abs=1e-9)
    torch.testing.assert_close(torch.func.grad(penalty)(w), 10 * 2 * (5 - 1) * w / 5)


def test_is_two_sided_around_its_target(penalty_of):
    half = penalty_of(GradientPenalty(weight=2.0, target=2.0))
    for size in (1.0, 3.0):
        assert half(vector(size, 0)).item() == pytest.approx(2.0)


def test_a_flat_discriminator_has_a_finite_gradient(penalty_of):
    gradient = torch.func.grad(penalty_of(GradientPenalty()))(vector(0, 0))
    assert gradient.tolist() == [0.0, 0.0]


def test_samples_lie_between_real_and_fake_at_one_place_each(seen_of):
    inputs = []

    def discriminator(_, x):
        inputs.append(x)
        return x.flatten(1).sum(1)

    real, fake = torch.zeros(4, 1, 3, 3), torch.ones(4, 1, 3, 3)
    stabilizer, critic = GradientPenalty(), Critic(discriminator, torch.empty(0), discriminator)
    draw = stabilizer.penalty_draws(Shapes((4, 1, 3, 3), (4, 2)))["mix"]
    assert (draw.distribution, draw.shape) == ("uniform", (4, 1, 1, 1))
    mix = torch.tensor([0.0, 0.25, 0.5, 1.0]).view(4, 1, 1, 1)
    stabilizer.penalty(critic, seen_of(critic, real, fake, {"mix": mix}))
    torch.testing.assert_close(inputs[-1], (1 - mix).expand_as(real))


def test_norm_is_euclidean():
    assert norm(torch.tensor([[3.0, 4.0], [0.0, 0.0]])).tolist() == [5.0, 0.0]
    assert norm(torch.full((1, 4), 0.5)).item() == math.sqrt(1.0)
    assert norm(torch.tensor([[math.nan, 1.0], [3.0, 4.0]])).isnan().tolist() == [True, False]
