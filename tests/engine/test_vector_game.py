from dataclasses import dataclass, replace

import pytest
import torch

from ganbench.engine.batch import Batch
from ganbench.engine.compose import Incompatible, compose, incompatibility
from ganbench.engine.cost import count
from ganbench.engine.vector_game import VectorGame
from ganbench.games import Payoffs
from ganbench.workloads import WORKLOADS

BILINEAR = WORKLOADS["bilinear"]


@pytest.mark.parametrize(
    ("recipe", "reason"),
    [
        ("r1", "r1: this game has no samples, and so no loss on them to add a penalty to"),
        ("sngan", "spectral-norm: the players of this game are vectors"),
        ("instance-noise", "instance-noise: this game has no samples to perturb"),
        ("lecam", "lecam: this game has no samples"),
        ("weight-decay", "weight-decay: this game has no samples"),
    ],
)
def test_what_needs_samples_is_skipped_with_the_reason(recipe, reason, method_of):
    found = compose(method_of(recipe), BILINEAR)
    assert isinstance(found, Incompatible)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    "recipe",
    ["vanilla", "wgan", "ogda", "extra-adam", "conopt", "sga", "unrolled", "ttur", "ema-ns"],
)
def test_how_players_move_makes_sense_without_samples(recipe, method_of):
    assert isinstance(compose(method_of(recipe), BILINEAR), VectorGame)


def test_an_equilibrium_is_known_for_its_own_networks_alone(method_of):
    reason = incompatibility(method_of("sngan"), WORKLOADS["dirac-bias"])
    assert reason == "spectral-norm: the equilibrium is known for the networks of this game alone"
    assert incompatibility(method_of("r1"), WORKLOADS["dirac-bias"]) is None


@pytest.mark.parametrize(
    ("stabilizers", "gradients"),
    [
        ([], 1),
        (["simultaneous"], 1),
        (["simultaneous", "optimism"], 1),
        (["alex-gda"], 1),
        (["lookahead-minimax"], 1),
        (["extragradient"], 2),
        (["consensus"], 2),  # the gradient of |F|^2 / 2 costs what F does
        (["symplectic-adjustment"], 3),  # a product with the Jacobian, and one with its transpose
    ],
)
def test_a_step_costs_its_gradients_of_both_players(stabilizers, gradients, method_of):
    for name in ("bilinear", "alex-quadratic"):
        workload = WORKLOADS[name]
        game = compose(method_of("vanilla", stabilizers=stabilizers), workload)
        assert count(game, workload, workload).passes == gradients


def test_discriminator_steps_cost_half_a_gradient_each(method_of):
    game = compose(method_of("vanilla", discriminator_steps=5), BILINEAR)
    assert count(game, BILINEAR, BILINEAR).passes == 3


@dataclass(frozen=True)
class Unequal(Payoffs):
    """Losses that do not sum to zero: x goes to 1, y to -2."""

    dimension = 1

    def generator_loss(self, x, y, facts):
        return (x - 1).square().sum()

    def discriminator_loss(self, x, y, facts):
        return (y + 2).square().sum()


def test_each_player_descends_its_own_loss(method_of):
    workload = replace(WORKLOADS["bilinear"], game=Unequal())
    game = compose(method_of("vanilla", stabilizers=["simultaneous"]).on(workload), workload)
    start = [torch.zeros(it.size) for it in (game.generator, game.discriminator)]
    state, batch = game.init(*start), Batch(torch.empty(0), torch.empty(0), {})
    for _ in range(200):
        for turn in game.turns(0):
            state = game.take(turn.role, state, batch)
    assert state.generator.params[0].item() == pytest.approx(1, abs=1e-3)
    assert state.discriminator.params[0].item() == pytest.approx(-2, abs=1e-3)
