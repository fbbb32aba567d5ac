"""Every penalty against its value and its gradient by hand, on the discriminator D(x) = w x."""

import math

import pytest
import torch

from ganbench.stabilizers.dragan import DRAGAN
from ganbench.stabilizers.gradient_normalization import GradientNormalization
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.lecam import LeCam
from ganbench.stabilizers.minibatch_stddev import MinibatchStddev
from ganbench.stabilizers.players import Player, Players
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r2 import R2
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.weight_decay import WeightDecay


def vector(*numbers: float) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


W = vector(3, 4)  # |w| = 5
PLAYERS = Players(Player(torch.zeros(3), {}), Player(torch.zeros(3), {}))


@pytest.mark.parametrize(
    ("stabilizer", "value", "gradient"),
    [
        (R1(2.0), 25, 2 * W),
        (R2(4.0), 50, 4 * W),
        (WeightDecay(0.2), 2.5, 0.2 * W),
        (DRAGAN(10.0), 160, 16 * W),
        (DRAGAN(1.0, target=5.0), 0, 0 * W),
        (DRAGAN(1.0, target=0.0), 25, 2 * W),
        (GradientPenalty(1.0, target=0.0), 25, 2 * W),
        (GradientPenalty(1.0, target=6.0), 1, -0.4 * W),
        (GradientPenalty(1.0, target=6.0, one_sided=True), 0, 0 * W),
        (GradientPenalty(1.0, target=4.0, one_sided=True), 1, 0.4 * W),
    ],
    ids=str,
)
def test_value_and_gradient_where_only_the_slope_counts(stabilizer, value, gradient, penalty_of):
    penalty = penalty_of(stabilizer)
    assert penalty(W).item() == pytest.approx(value, abs=1e-9)
    torch.testing.assert_close(torch.func.grad(penalty)(W), gradient)


@pytest.mark.parametrize("penalty", [GradientPenalty, DRAGAN])
def test_a_slope_below_zero_is_no_target(penalty):
    with pytest.raises(ValueError, match=r"target.*a number from 0.*-1"):
        penalty(target=-1.0)


def test_r1_looks_at_real_samples_and_r2_at_generated_ones(seen_of, critic_of):
    square = critic_of(lambda w, x: w * x.square().sum(1), vector(1.0))  # slope 2x
    real, fake = torch.full((4, 1), 3.0), torch.full((4, 1), 5.0)
    seen = seen_of(square, real.double(), fake.double())
    assert R1(2.0).penalty(square, seen).item() == pytest.approx(36)
    assert R2(2.0).penalty(square, seen).item() == pytest.approx(100)


def test_dragan_stays_within_half_a_deviation_of_the_data(seen_of, critic_of):
    inputs = []

    def remember(_, x):
        inputs.append(x)
        return x.sum(1)

    critic = critic_of(remember, vector(0.0))
    real, fake = vector(-1, 1).view(2, 1), vector(9, 9).view(2, 1)  # deviation 1
    noise = {"direction": vector(1, 0.5).view(2, 1), "distance": vector(1, 0.2).view(2, 1)}
    DRAGAN().penalty(critic, seen_of(critic, real, fake, noise))
    assert inputs[-1].flatten().tolist() == pytest.approx([-1 + 0.5, 1 + 0.2 * 0.5 * 0.5])


@pytest.mark.parametrize("penalty", [GradientPenalty, DRAGAN])
def test_each_slope_is_compared_with_the_target(penalty, seen_of, critic_of):
    """D(x) = x^2 / 2 has slopes of 3 and 0 at 3 and 0: 2 above the target and 1 below."""
    square = critic_of(lambda w, x: w * x.square().sum(1) / 2, vector(1.0))
    x = vector(3, 0).view(2, 1)
    noise = {name: vector(0, 0).view(2, 1) for name in ("mix", "direction", "distance")}
    seen = seen_of(square, x, x, noise)
    assert penalty(weight=2.0).penalty(square, seen).item() == pytest.approx(2 * (4 + 1) / 2)


def test_dragan_goes_as_far_as_the_deviation_of_all_numbers_of_the_batch(seen_of, critic_of):
    """Of 0, 4, 4 and 16 it is 6, where those of each number are 2 and 6."""
    inputs = []

    def remember(_, x):
        inputs.append(x)
        return x.sum(1)

    critic = critic_of(remember, vector(0.0))
    real, fake = vector(0, 4, 4, 16).view(2, 2), vector(0, 0, 0, 0).view(2, 2)
    noise = {"direction": vector(1, 0.5, 0, 1).view(2, 2), "distance": vector(1, 0.25).view(2, 1)}
    DRAGAN(scale=2.0).penalty(critic, seen_of(critic, real, fake, noise))
    assert inputs[-1].tolist() == [[0 + 12, 4 + 6], [4, 16 + 3]]


def test_roth_weighs_each_slope_by_its_own_samples_mistake(critic_of, seen_of):
    """D(x) = w x^2 / 2 has the slope w x: 1 and 2 for real samples, 3 and -1 for generated ones."""
    square = critic_of(lambda w, x: w * x.square().sum(1) / 2, vector(1.0))
    seen = seen_of(square, vector(1, 2).view(2, 1), vector(3, -1).view(2, 1))
    half, two, large = (1 / (1 + math.exp(-x)) for x in (0.5, 2.0, 4.5))  # D of 1, 2, 3
    real = ((1 - half) ** 2 * 1 + (1 - two) ** 2 * 4) / 2
    fake = (large**2 * 9 + half**2 * 1) / 2
    assert Roth(3.0).penalty(square, seen).item() == pytest.approx(3 / 2 * (real + fake))


def test_roth_weighs_slopes_by_how_wrong_the_discriminator_is(linear, seen_of):
    critic = linear(W)
    real, fake = torch.zeros(2, 2, dtype=torch.float64), vector(1, 0).expand(2, 2)
    seen = seen_of(critic, real, fake)
    sure = 1 / (1 + torch.exp(torch.tensor(-3.0, dtype=torch.float64)))
    expected = 2.0 / 2 * 25 * (0.25 + sure**2)
    assert Roth(2.0).penalty(critic, seen).item() == pytest.approx(expected.item())


@pytest.mark.parametrize(("step", "left"), [(0.0, 1.0), (50.0, 0.1), (100.0, 0.01), (500.0, 0.01)])
def test_roth_is_annealed_exponentially(step, left, penalty_of):
    full = penalty_of(Roth(2.0))(W)
    annealed = penalty_of(Roth(2.0, anneal=100, decay=0.01), step=step)(W)
    assert (annealed / full).item() == pytest.approx(left, rel=1e-6)


def test_lecam_pulls_logits_to_the_other_kinds_average(linear, seen_of):
    """Sums of weight 1/4 move halfway to the means 3 and -1 before they are used."""
    real, fake = vector(2, 4).view(2, 1), vector(-1, -1).view(2, 1)
    memory = {"real": vector(2.75)[0], "fake": vector(-1.5)[0], "weight": vector(0.25)[0]}
    stabilizer = LeCam(0.5, decay=0.5)

    def penalty(w):
        critic = linear(w)
        return stabilizer.penalty(critic, seen_of(critic, real, fake, memory=memory))

    a_real, a_fake = 2.875 / 0.625, -1.25 / 0.625
    expected = ((2 - a_fake) ** 2 + (4 - a_fake) ** 2) / 2 + (-1 - a_real) ** 2
    assert penalty(vector(1.0)).item() == pytest.approx(0.5 * expected)
    # d/dw of (w x - a)^2 is 2 (w x - a) x, the averages being constants
    slope = (2 - a_fake) * 2 + (4 - a_fake) * 4 + 2 * (-1 - a_real) * -1
    assert torch.func.grad(penalty)(vector(1.0)).item() == pytest.approx(0.5 * slope)


def test_lecams_averages_start_at_the_first_means_which_do_not_outweigh_the_second():
    stabilizer = LeCam(decay=0.99)
    memory = stabilizer.begin(PLAYERS)
    memory = stabilizer.after_discriminator(memory, PLAYERS, vector(0, 2), vector(-3, -1))
    averages = [memory[kind] / memory["weight"] for kind in ("real", "fake")]
    assert averages == pytest.approx([1, -2])
    memory = stabilizer.after_discriminator(memory, PLAYERS, vector(2, 2), vector(0, 0))
    averages = [memory[kind] / memory["weight"] for kind in ("real", "fake")]
    assert averages == pytest.approx([(0.99 * 1 + 2) / 1.99, 0.99 * -2 / 1.99])


def test_lecam_does_not_pull_logits_to_zero_in_its_first_update(linear, seen_of):
    """Logits of 5 for all samples cost nothing."""
    critic, x = linear(vector(5.0)), vector(1, 1).view(2, 1)
    memory = LeCam().begin(PLAYERS)
    assert LeCam().penalty(critic, seen_of(critic, x, x, memory=memory)).item() == 0


def test_gradient_normalization_by_hand(linear):
    normalized = GradientNormalization().critic(linear(W))
    x = torch.tensor([[1.0, 0.0], [0.0, -5.0], [0.0, 0.0]], dtype=torch.float64)
    assert normalized(x).tolist() == pytest.approx([3 / (5 + 3), -20 / (5 + 20), 0.0])


def test_a_normalized_critic_is_0_where_the_discriminator_is_flat_and_0(critic_of):
    normalized = GradientNormalization().critic(critic_of(lambda w, x: w * x.sum(1), vector(0.0)))
    assert normalized(vector(1, 2).view(2, 1)).tolist() == [0, 0]


def test_a_normalized_critic_divides_by_each_samples_own_slope(critic_of):
    """Of w x^2 / 2, at the parameters with which it is called."""
    plain = critic_of(lambda w, x: w * x.square().sum(1) / 2, vector(1.0))
    normalized = GradientNormalization().critic(plain)
    x = vector(1, 4).view(2, 1)
    assert normalized(x).tolist() == pytest.approx([0.5 / 1.5, 8 / 12])
    twice = normalized.function(vector(-2.0), x).tolist()
    assert twice == pytest.approx([-1 / 3, -16 / 24])


@pytest.mark.parametrize(
    "stabilizer",
    [R1(), R2(), GradientPenalty(), DRAGAN(), Roth(), GradientNormalization()],
    ids=lambda it: type(it).__name__,
)
def test_slopes_are_not_taken_where_samples_are_compared(stabilizer, small, reason_of):
    assert reason_of(small, stabilizer) is None
    assert "a slope is not one sample's own" in reason_of(small, stabilizer, MinibatchStddev())


def test_a_normalized_critics_slope_is_at_most_one(critic_of):
    """Wu et al. 2021, theorem 3: |grad D^| <= 1 for piecewise linear networks."""
    torch.manual_seed(0)
    a, b = torch.randn(2, 16, dtype=torch.float64), torch.randn(16, dtype=torch.float64)
    plain = critic_of(lambda _, x: torch.relu(x @ a) @ b, a)
    critic = GradientNormalization().critic(plain)
    x = torch.randn(64, 2, dtype=torch.float64)
    slope = torch.func.grad(lambda x: critic(x).sum())(x).norm(dim=1)
    assert slope.max() <= 1 + 1e-9
