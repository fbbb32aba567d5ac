"""A game ends where it broke, and stays there."""

import torch

from ganbench.engine.state import State, frozen_unless_finite
from ganbench.stabilizers.players import Player


def state_at(*params, alive=True):
    player = Player(torch.tensor(params), {})
    return State(player, player, {}, torch.tensor(3.0), torch.tensor(alive))


def test_a_finite_game_goes_on():
    new = frozen_unless_finite(state_at(1.0, 2.0), state_at(3.0, 4.0))
    assert new.alive
    assert new.generator.params.tolist() == [3, 4]


def test_a_game_that_breaks_stays_where_it_was():
    new = frozen_unless_finite(state_at(1.0, 2.0), state_at(3.0, float("nan")))
    assert not new.alive
    assert new.generator.params.tolist() == [1, 2]


def test_a_broken_game_does_not_go_on_where_its_next_step_would_be_finite():
    new = frozen_unless_finite(state_at(1.0, 2.0, alive=False), state_at(3.0, 4.0))
    assert not new.alive
    assert new.generator.params.tolist() == [1, 2]
