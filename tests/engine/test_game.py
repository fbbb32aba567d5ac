"""Which updates make a generator step, and on which batches."""

from dataclasses import dataclass, replace

import pytest
import torch
from torch.nn.functional import pad

from ganbench.engine.batch import Batch
from ganbench.engine.game import Turn
from ganbench.games import Payoffs
from ganbench.optimizers import SGD, Adam
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.stabilizers.weight_clipping import WeightClipping
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize(
    ("method", "stabilizers", "turns"),
    [
        (
            "non-saturating",
            [],
            [
                Turn("discriminator", "discriminator", 6, True),
                Turn("discriminator", "discriminator", 7, True),
                Turn("generator", "generator", 3, False),
            ],
        ),
        (
            "rasgan",  # the generator compares its samples with real ones
            [],
            [
                Turn("discriminator", "discriminator", 6, True),
                Turn("discriminator", "discriminator", 7, True),
                Turn("generator", "generator", 3, True),
            ],
        ),
        (
            "non-saturating",
            ["simultaneous"],  # the generator's turn is the discriminator's last update too
            [
                Turn("discriminator", "discriminator", 6, True),
                Turn("generator", "discriminator", 7, True),
            ],
        ),
    ],
)
def test_the_updates_of_a_step_follow_each_other(method, stabilizers, turns, small, game_of):
    game = game_of(method, small, stabilizers=stabilizers, discriminator_steps=2)
    assert game.turns(3) == turns


def test_each_player_has_what_its_own_optimizer_carries(small, game_of):
    game = game_of(
        "vanilla", small, generator_optimizer=SGD(0.1), discriminator_optimizer=Adam(0.1)
    )
    state = game.init(*(torch.zeros(it.size) for it in (game.generator, game.discriminator)))
    assert state.generator.slots == {}
    assert {"mean", "square"} <= state.discriminator.slots.keys()


class Quadratic(Payoffs):
    """Losses x^2 + x y and y^2 / 2 - x y, so that a player's slope depends on both of them."""

    dimension = 1

    def generator_loss(self, x, y, facts):
        return (x.square() + x * y).sum()

    def discriminator_loss(self, x, y, facts):
        return (y.square() / 2 - x * y).sum()


NOTHING = Batch(torch.empty(0), torch.empty(0), {})


@pytest.fixture
def quadratic_of(game_of):
    """The game at x = 1, y = 2 and its state; slopes are 2 x + y and y - x, rates 0.1 and 0.5."""

    def make(*stabilizers):
        workload = replace(WORKLOADS["bilinear"], game=Quadratic())
        rules = {"generator_optimizer": SGD(0.1), "discriminator_optimizer": SGD(0.5)}
        game = game_of("vanilla", workload, stabilizers=stabilizers, **rules)
        return game, game.init(point(1.0), point(2.0))

    return make


def point(value):
    return pad(torch.tensor([value], dtype=torch.float64), (0, 15))


def after_a_step(game, state):
    for turn in game.turns(0):
        state = game.take(turn.role, state, NOTHING)
    return [state.generator.params[0].item(), state.discriminator.params[0].item()]


def test_in_turns_the_generator_answers_to_the_discriminator_that_has_moved(quadratic_of):
    # y = 2 - 0.5 * 1, then x = 1 - 0.1 * (2 + 1.5)
    assert after_a_step(*quadratic_of()) == pytest.approx([0.65, 1.5])


def test_extragradient_goes_down_both_slopes_at_the_point_ahead_by_each_players_rule(quadratic_of):
    # Ahead x = 1 - 0.1 * 4 = 0.6, y = 2 - 0.5 * 1 = 1.5; the slopes there are 2.7 and 0.9.
    assert after_a_step(*quadratic_of(Extragradient())) == pytest.approx([0.73, 1.55])


def test_clipping_is_the_discriminators(quadratic_of):
    # y = 1.5 is clipped to 0.5, x = 1 - 0.1 * (2 + 0.5) is not.
    assert after_a_step(*quadratic_of(WeightClipping(0.5))) == pytest.approx([0.75, 0.5])


def test_a_look_ahead_begins_at_the_discriminator_that_it_is_asked_for(quadratic_of):
    game, state = quadratic_of(Unrolling(2))
    ahead = game.ahead(point(5.0), state, NOTHING, point(1.0))
    assert ahead[0].item() == pytest.approx(2)  # 5 - 0.5 * 4 = 3, 3 - 0.5 * 2 = 2


@dataclass(frozen=True)
class Push(Stabilizer):
    """Pushes the generator by the step's number, and by 10 more after every step."""

    def begin(self, players):
        return {"more": torch.zeros(())}

    def correct(self, players, memory, step):
        pushed = players.generator.params + memory["more"] + step
        generator = players.generator._replace(params=pushed)
        return players._replace(generator=generator), {"more": memory["more"] + 10}


def test_corrections_are_made_after_steps_numbered_from_1_and_remember(quadratic_of):
    game, state = quadratic_of(Push())
    assert after_a_step(game, state) == pytest.approx([0.65 + 1, 1.5])
    for turn in game.turns(0):
        state = game.take(turn.role, state, NOTHING)
    # y = 1.5 + 0.5 * 0.15, then x = 1.65 - 0.1 * (3.3 + 1.575), pushed by 10 + 2
    assert after_a_step(game, state) == pytest.approx([1.1625 + 12, 1.575])
