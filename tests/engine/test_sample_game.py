"""What the players of samples minimise, by hand, and what is said of hooks that return wrongly."""

from dataclasses import dataclass, replace
from math import exp, log

import pytest
import torch
from torch import nn
from torch.nn.functional import pad

from ganbench.engine.batch import Batch
from ganbench.engine.network import Network
from ganbench.errors import GanbenchError
from ganbench.losses.relativistic_pairing import RelativisticPairing
from ganbench.losses.wasserstein import Wasserstein
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Shift(Stabilizer):
    """Adds its noise to what the discriminator sees."""

    def perturb_draws(self, shapes):
        return {"by": Draw("normal", shapes.samples)}

    def perturb(self, x, noise, memory, step):
        return x + noise["by"]


@dataclass(frozen=True)
class Pairs(Stabilizer):
    """Puts two samples side by side."""

    def perturbed_shape(self, shape):
        return (shape[0] // 2, 2 * shape[1])

    def perturb(self, x, noise, memory, step):
        return x.reshape(self.perturbed_shape(x.shape))


@dataclass(frozen=True)
class Tenth(Stabilizer):
    """A tenth of the discriminator's logits."""

    def critic(self, discriminator):
        inner = discriminator.function
        return replace(discriminator, function=lambda params, x: inner(params, x) / 10)


@dataclass(frozen=True)
class Means(Stabilizer):
    """Half the mean of real logits for D; for G a hundred times the mean of what it made."""

    def penalty(self, discriminator, inputs):
        return inputs.real_logits.mean() / 2

    def generator_penalty(self, discriminator, inputs):
        return 100 * inputs.fake.mean()


def column(*numbers):
    return torch.tensor(numbers, dtype=torch.float64)[:, None]


def weight(number):
    """The parameters of a network from one number to a multiple of it."""
    return pad(torch.tensor([number], dtype=torch.float64), (0, 15))


BATCH = Batch(
    real=column(5.0, 7.0),
    latent=column(1.0, 2.0),
    noise={
        "real": {"shift": {"by": column(1.0, 2.0)}},
        "fake": {"shift": {"by": column(4.0, 3.0)}},
    },
)
"""Samples of G(z) = 3 z are 3 and 6; shifted ones are 7 and 9, and real ones 6 and 9."""


@pytest.fixture
def linear_of(game_of, small):
    """The game of G(z) = 3 z and D(x) = 2 x, and its state."""

    def make(loss, **stabilizers):
        network = Network(nn.Linear(1, 1, bias=False))
        parts = {"generator": network, "discriminator": network, "stabilizers": stabilizers}
        game = replace(game_of("vanilla", small), loss=loss, **parts)
        return game, game.init(weight(3.0), weight(2.0))

    return make


def generators_loss(game, state):
    players = state.generator.params, state.discriminator.params
    return game.generator_loss(*players, state, BATCH).item()


def test_the_generator_is_judged_by_samples_under_their_own_noise(linear_of):
    assert generators_loss(*linear_of(Wasserstein(), shift=Shift())) == pytest.approx(-16)


def test_a_relativistic_generator_is_judged_beside_real_samples_under_theirs(linear_of):
    # The logits of pairs are 12 and 14, 18 and 18.
    found = generators_loss(*linear_of(RelativisticPairing(), shift=Shift()))
    assert found == pytest.approx((log(1 + exp(-2)) + log(2)) / 2)


def test_both_players_are_judged_by_the_logits_that_stabilizers_change(linear_of):
    game, state = linear_of(Wasserstein(), shift=Shift(), tenth=Tenth())
    assert generators_loss(game, state) == pytest.approx(-1.6)
    found, logits = game.discriminator_loss(
        state.discriminator.params, state.generator.params, state, BATCH
    )
    assert found.item() == pytest.approx(0.1)
    assert logits.real.tolist() == pytest.approx([1.2, 1.8])
    assert logits.fake.tolist() == pytest.approx([1.4, 1.8])


def test_the_generators_penalty_is_handed_samples_as_they_were_made(linear_of):
    found = generators_loss(*linear_of(Wasserstein(), shift=Shift(), means=Means()))
    assert found == pytest.approx(-16 + 450)


def test_a_penalty_is_followed_through_the_real_logits_that_it_is_handed(linear_of):
    """The mean of shifted samples is 8, that of real ones 7.5, half of which the penalty adds."""
    game, state = linear_of(Wasserstein(), shift=Shift(), means=Means())
    slope = torch.func.grad(game.discriminator_loss, has_aux=True)
    found, _ = slope(state.discriminator.params, state.generator.params, state, BATCH)
    assert found[0].item() == pytest.approx(8 - 7.5 + 7.5 / 2)


SHAPES = Shapes(samples=(32, 2), codes=(32, 4))


def test_a_relativistic_generators_turn_asks_for_real_samples_and_their_noise(linear_of):
    own = {"shift": {"by": Draw("normal", (32, 2))}}
    relativistic, _ = linear_of(RelativisticPairing(), shift=Shift())
    assert relativistic.generator_sees_data
    assert relativistic.draws("generator", SHAPES) == {"real": own, "fake": own}
    plain, _ = linear_of(Wasserstein(), shift=Shift())
    assert not plain.generator_sees_data
    assert plain.draws("generator", SHAPES) == {"fake": own}


def test_noise_has_the_shape_of_what_the_stabilizers_before_made(linear_of):
    game, _ = linear_of(Wasserstein(), first=Shift(), pairs=Pairs(), second=Shift())
    draws = game.draws("discriminator", SHAPES)
    pairs = {
        "first": {"by": Draw("normal", (32, 2))},
        "second": {"by": Draw("normal", (16, 4))},
    }
    assert draws == {"real": pairs, "fake": pairs}


def test_noise_of_a_penalty_has_the_shape_of_what_the_discriminator_sees(linear_of):
    game, _ = linear_of(Wasserstein(), penalty=GradientPenalty(), pairs=Pairs())
    draws = game.draws("discriminator", SHAPES)
    assert draws == {"penalty": {"penalty": {"mix": Draw("uniform", (16, 1))}}}


@dataclass(frozen=True)
class PerSample(Stabilizer):
    def penalty(self, discriminator, inputs):
        return inputs.real_logits.square()


@dataclass(frozen=True)
class PerGenerated(Stabilizer):
    def generator_penalty(self, discriminator, inputs):
        return inputs.fake.square().mean(1)


@dataclass(frozen=True)
class Number(Stabilizer):
    def penalty(self, discriminator, inputs):
        return 1.5


@dataclass(frozen=True)
class Mean(Stabilizer):
    def perturb(self, x, noise, memory, step):
        return x.mean(0)


@dataclass(frozen=True)
class OtherShape(Stabilizer):
    def begin(self, players):
        return {"own": players.generator.params}

    def after_generator(self, memory, players, step):
        return {"own": players.generator.params.mean()}


@pytest.mark.parametrize(
    ("stabilizer", "message"),
    [
        (PerSample(), r"`penalty` returned a tensor of shape \[\d+\], expected a scalar tensor"),
        (PerGenerated(), r"`generator_penalty` returned a tensor of shape \[\d+\], expected"),
        (Number(), "`penalty` returned float, expected a scalar tensor or None"),
        (Mean(), r"`perturb` returned samples \[2\], expected \[\d+, 2\]"),
        (OtherShape(), r"a memory own of shape \[\d+\], as `begin` gives it, found \[\]"),
    ],
)
def test_what_a_hook_should_have_returned_is_told(stabilizer, message, small, cohort_of):
    cohort = cohort_of("non-saturating", small, [0, 1], stabilizers=[stabilizer])
    state = cohort.init()
    with pytest.raises((GanbenchError, ValueError), match=message):
        cohort.step(state, 0)
