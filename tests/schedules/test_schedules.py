"""Schedules: their curves by hand, and that a game follows them."""

import math
from dataclasses import replace

import pytest
import torch

from ganbench.bounds import BoundsError
from ganbench.dynamics.dirac import dirac_batch, dirac_game
from ganbench.engine.numbers import constants
from ganbench.errors import GanbenchError
from ganbench.losses.non_saturating import NonSaturating
from ganbench.losses.wasserstein import Wasserstein
from ganbench.methods.method import Method
from ganbench.optimizers import SGD, Adam
from ganbench.schedules import Cosine, Linear
from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r1_r2 import R1R2


def values(schedule, steps):
    return [schedule.at(torch.tensor(float(t)), "it").value.item() for t in steps]


def test_a_line_goes_straight_to_its_end_and_stays_there():
    assert values(Linear(2.0, 1.0, steps=4), [0, 1, 3, 4, 9]) == [2, 1.75, 1.25, 1, 1]


def test_a_cosine_is_half_way_in_the_middle_and_stays_at_its_end():
    found = values(Cosine(1.0, 0.1, steps=8), [0, 2, 4, 8, 100])
    quarter = 0.1 + 0.9 * (1 + math.cos(math.pi / 4)) / 2
    assert found == pytest.approx([1, quarter, 0.55, 0.1, 0.1])


@pytest.mark.parametrize(
    ("schedule", "steps"),
    [
        (Linear(1, 0), 500),
        (Linear(1, 0, share=0.2), 100),
        (Linear(1, 0, share=1e-9), 1),
        (Linear(1, 0, steps=7), 7),
    ],
)
def test_a_share_of_the_budget_is_that_many_steps(schedule, steps):
    assert schedule.within(500) == Linear(1, 0, steps=steps)


def test_ends_are_within_the_bounds_of_the_number_and_rates_may_vanish():
    assert SGD(Linear(0.1, 0.0)).lr.ends == (0.1, 0.0)
    with pytest.raises(BoundsError, match=r"lr: expected a schedule between ends .* from 0"):
        SGD(Linear(0.1, -0.1))
    with pytest.raises(BoundsError, match=r"eps: expected a schedule between ends .* above 0"):
        FiniteDifferences(eps=Linear(0.1, 0.0))
    with pytest.raises(BoundsError, match="beta1: expected a schedule between ends"):
        Adam(0.1, beta1=Linear(0.9, 1.0))
    with pytest.raises(BoundsError, match="gamma: expected a schedule between ends"):
        R1(Cosine(1.0, -0.1))
    with pytest.raises(BoundsError, match="share: expected none beside `steps`"):
        Linear(1, 0, steps=3, share=0.5)
    with pytest.raises(BoundsError, match="start: expected a number that stays"):
        Linear(Linear(1, 0), 0)


def test_a_share_of_no_budget_is_told():
    with pytest.raises(GanbenchError, match="r1/gamma: expected a schedule in generator steps"):
        Linear(1, 0).at(torch.tensor(0.0), "r1/gamma")


def played(method, steps):
    """Points (theta, psi) of a Dirac-GAN with simultaneous gradients of one batch."""
    game = dirac_game(method)
    game = replace(
        game,
        settings=replace(
            game.settings,
            generator=method.generator_optimizer,
            discriminator=method.discriminator_optimizer,
        ),
    )
    batch = dirac_batch(game)
    state = game.init(
        *(
            torch.nn.functional.pad(torch.tensor([x], dtype=torch.float64), (0, 15))
            for x in (1, 0.5)
        )
    )
    for _ in range(steps):
        for turn in game.turns(0):
            state = game.take(turn.role, state, batch)
    return [state.generator.params[0].item(), state.discriminator.params[0].item()]


def test_rates_and_weights_of_a_game_follow_their_schedules():
    """psi' = psi - h_t (theta + gamma_t psi), then theta' = theta + 0.1 psi': data at 0."""
    gamma, rate = Cosine(2.0, 0.5, steps=4), Linear(0.3, 0.1, steps=5)
    method = Method("it", Wasserstein(), (R1(gamma),), SGD(0.1), SGD(rate))
    theta, psi = 1.0, 0.5
    for t in range(8):
        weight = 0.5 + 1.5 * (1 + math.cos(math.pi * min(t / 4, 1))) / 2
        h = 0.3 - 0.2 * min(t / 5, 1)
        psi -= h * (theta + weight * psi)
        theta += 0.1 * psi
    assert played(method, 8) == pytest.approx([theta, psi])


def test_adams_beta2_may_rise():
    """From one step to the next it is the beta2 of that step that decays the mean of squares."""
    rule = Adam(0.1, 0.0, Linear(0.5, 0.9, steps=4))
    method = Method("it", Wasserstein(), (), SGD(1e-9), rule)
    psi, square = 0.5, 0.0
    for t in range(3):
        beta2 = 0.5 + 0.1 * t
        gradient = 1.0  # theta, as good as at rest
        square = beta2 * square + (1 - beta2) * gradient**2
        psi -= 0.1 * gradient / (math.sqrt(square / (1 - beta2 ** (t + 1))) + 1e-8)
    assert played(method, 3)[1] == pytest.approx(psi)


def test_a_number_that_a_part_branches_on_cannot_follow_one(small, game_of):
    falling = GradientPenalty(target=Linear(1.0, 0.0, steps=5))
    game = replace(game_of("wgan", small), stabilizers={"gradient-penalty": falling})
    with pytest.raises(GanbenchError, match="gradient-penalty/target: expected a constant number"):
        constants(game, small)


def test_penalties_of_r3gan_begin_with_the_workloads_weight(small):
    bare = Method("it", NonSaturating(), (R1R2(),))
    found = bare.on(replace(small, gamma=0.05)).within(1000)
    assert found.stabilizers == (R1R2(Cosine(0.05, 0.005, steps=200)),)
    assert Method("it", NonSaturating(), (R1R2(3.0),)).on(small).stabilizers == (R1R2(3.0),)
    assert found.at_start().stabilizers == (R1R2(0.05),)
