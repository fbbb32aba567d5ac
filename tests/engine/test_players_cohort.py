"""Solvable games, played as in every run: rates that are known, and equilibria that are reached."""

import math
from dataclasses import replace

import pytest
import torch

from ganbench.datasets import load
from ganbench.engine.compose import compose
from ganbench.engine.numerics import Numerics
from ganbench.engine.players_cohort import cohort_class
from ganbench.games import Bilinear
from ganbench.optimizers import SGD
from ganbench.workloads import WORKLOADS


@pytest.fixture
def distances(method_of):
    """Distances to the equilibrium, [steps + 1, seeds], of a method of stabilizers by name."""

    def play(workload, stabilizers, steps, seeds=(0, 1), loss="minimax", numerics=None):
        method = method_of("vanilla", loss=loss, stabilizers=stabilizers)
        game = compose(method, workload)
        data = load(workload.dataset, dict(workload.parameters))
        numerics = numerics or Numerics(precision="float64")
        cohort = cohort_class(workload)(game, workload, data, list(seeds), numerics)
        state, found = cohort.init(), []
        for step in range(steps + 1):
            away = cohort.samples(cohort.averaged_generator(state), "", 1)
            found.append(away.double().square().sum((1, 2)).sqrt())
            state = cohort.step(state, step)
        return torch.stack(found)

    return play


@pytest.mark.parametrize(
    ("stabilizers", "rate"),
    [
        (["simultaneous"], math.sqrt(1.01)),
        (["extragradient"], math.sqrt(1 - 0.1**2 + 0.1**4)),
        (["simultaneous", "optimism"], 0.994936),
        (["simultaneous", "lookahead-minimax"], abs((1 + (1 + 0.1j) ** 5) / 2) ** 0.2),
    ],
)
def test_the_bilinear_game_has_the_known_rates(stabilizers, rate, distances):
    """The step is 1/20 and the strength 2: h c = 1/10."""
    game = replace(WORKLOADS["bilinear"], game=Bilinear(strength=2.0))
    game = replace(game, generator_optimizer=SGD(0.05), discriminator_optimizer=SGD(0.05))
    found = distances(game, stabilizers, steps=150)
    per_step = (found[150] / found[100]) ** (1 / 50)
    assert per_step.tolist() == pytest.approx([rate, rate], abs=2e-6)


def test_alternating_turns_stay_on_their_orbit(distances):
    found = distances(WORKLOADS["bilinear"], [], steps=400)
    assert (found.max(0).values / found.min(0).values < 1.2).all()
    assert found[-100:].mean(0).tolist() == pytest.approx(found[:100].mean(0).tolist(), rel=0.05)


def test_the_saddle_of_two_rates_needs_a_faster_discriminator(distances):
    saddle = WORKLOADS["two-rates"]
    rates = {"generator_lr": 0.02, "discriminator_lr": 0.08}
    apart = distances(saddle, [{"ttur": rates}], steps=600)
    equal = distances(saddle, [], steps=600)
    assert (apart[-1] < 1e-3 * apart[0]).all()
    assert (equal[-1] > 100 * equal[0]).all()


@pytest.mark.parametrize("loss", ["minimax", "non-saturating", "least-squares", "wasserstein"])
def test_r1_brings_every_loss_to_the_equilibrium_of_the_dirac_gan(loss, distances):
    found = distances(WORKLOADS["dirac-bias"], [{"r1": {"gamma": 1.0}}], steps=400, loss=loss)
    assert (found[-1] < 1e-3).all()


def test_a_seed_does_not_notice_its_cohort(distances):
    quadratic, single = WORKLOADS["alex-quadratic"], Numerics()
    together = distances(quadratic, ["alex-gda"], steps=5, seeds=(3, 13, 4), numerics=single)
    alone = distances(quadratic, ["alex-gda"], steps=5, seeds=(13,), numerics=single)
    assert torch.equal(together[:, 1:2], alone)


def test_seeds_of_one_function_start_apart(distances):
    found = distances(WORKLOADS["alex-quadratic"], [], steps=0, seeds=(3, 13))
    assert found[0, 0] != found[0, 1]
    assert found[0].tolist() == pytest.approx([math.sqrt(800)] * 2, rel=0.2)


def test_a_seed_has_the_function_of_its_number_and_a_start_of_its_own(method_of):
    workload = WORKLOADS["alex-quadratic"]  # ten functions
    game = compose(method_of("vanilla"), workload)
    data = load(workload.dataset, dict(workload.parameters))
    cohort = cohort_class(workload)(game, workload, data, [3, 4, 13], Numerics())
    facts = cohort.batch(game.turns(0)[0]).real
    starts = cohort.init().generator.params
    assert torch.equal(facts[0], facts[2])
    assert not torch.equal(facts[0], facts[1])
    assert not torch.equal(starts[0], starts[2])
