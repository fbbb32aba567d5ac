"""Which updates make a generator step, and on which batches."""

import pytest
import torch

from ganbench.engine.game import Turn
from ganbench.optimizers import SGD, Adam


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
