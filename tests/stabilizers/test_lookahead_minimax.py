"""Lookahead-minimax, on the bilinear game, whose turns are a matrix."""

import pytest
import torch

from ganbench.dynamics.dirac import dirac_batch, dirac_game
from ganbench.losses.wasserstein import Wasserstein
from ganbench.methods.method import Method
from ganbench.stabilizers.lookahead_minimax import LookaheadMinimax

RATE = 0.3
D_MOVES = torch.tensor([[1, 0], [-RATE, 1]], dtype=torch.float64)  # of (theta, psi)
G_MOVES = torch.tensor([[1, RATE], [0, 1]], dtype=torch.float64)
TURNS = G_MOVES @ D_MOVES
"""The discriminator descends psi theta, the generator -psi theta."""


def path(stabilizers, steps):
    game = dirac_game(Method("it", Wasserstein(), stabilizers), RATE)
    batch = dirac_batch(game)
    state = game.init(*torch.nn.functional.pad(torch.eye(2, dtype=torch.float64)[:1].T, (0, 15)))
    found = [torch.stack([state.generator.params[0], state.discriminator.params[0]])]
    for step in range(steps):
        for turn in game.turns(step):
            state = game.take(turn.role, state, batch)
        found.append(torch.stack([state.generator.params[0], state.discriminator.params[0]]))
    return torch.stack(found)


def test_after_every_period_both_players_go_back_part_of_the_way():
    here = torch.tensor([1.0, 0.0], dtype=torch.float64)
    expected = [here]
    slow = here
    for step in range(1, 10):
        here = TURNS @ here
        if step % 4 == 0:
            slow = here = slow + 0.3 * (here - slow)
        expected.append(here)
    torch.testing.assert_close(path((LookaheadMinimax(4, 0.3),), 9), torch.stack(expected))


def test_it_converges_where_turns_alone_circle():
    """Its rate is the radius of (1 - alpha) I + alpha M^k, M the matrix of the players' turns."""
    period = 0.5 * torch.eye(2) + 0.5 * torch.linalg.matrix_power(TURNS, 5)
    radius = torch.linalg.eigvals(period).abs().max().item()
    assert radius < 0.9
    ends = path((LookaheadMinimax(),), 300)[::5].norm(dim=1)
    assert (ends[60] / ends[20]).item() ** (1 / 40) == pytest.approx(radius, rel=1e-2)
    assert path((), 300).norm(dim=1).min() > 0.8
