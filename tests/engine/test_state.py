"""A game ends where it broke, and stays there."""

import pytest
import torch

from ganbench.engine.state import State, frozen_unless_finite
from ganbench.stabilizers.players import Player


def state_at(generator, discriminator, alive=True):
    players = (Player(torch.tensor([0.0, it]), {}) for it in (generator, discriminator))
    return State(*players, {}, torch.tensor(3.0), torch.tensor(alive))


def ends(state):
    return [player.params.tolist() for player in state.players]


def test_a_finite_game_goes_on():
    new = frozen_unless_finite(state_at(1.0, 2.0), state_at(3.0, 4.0))
    assert new.alive
    assert ends(new) == [[0, 3], [0, 4]]


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), float("-inf")])
def test_both_players_stay_where_they_were_when_one_breaks(broken):
    for moved in ((3.0, broken), (broken, 3.0)):
        new = frozen_unless_finite(state_at(1.0, 2.0), state_at(*moved))
        assert not new.alive
        assert ends(new) == [[0, 1], [0, 2]]


def test_a_broken_game_does_not_go_on_where_its_next_step_would_be_finite():
    new = frozen_unless_finite(state_at(1.0, 2.0, alive=False), state_at(3.0, 4.0))
    assert not new.alive
    assert ends(new) == [[0, 1], [0, 2]]
