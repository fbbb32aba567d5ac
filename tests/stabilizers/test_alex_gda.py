"""Alex-GDA, against its algorithm written out on a quadratic game."""

import pytest
import torch

from ganbench.optimizers import SGD
from ganbench.stabilizers.alex_gda import AlexGDA
from ganbench.stabilizers.players import Field, Move, Player, Players
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.weight_clipping import WeightClipping

A, B, C = 0.8, 1.7, 0.5
"""f(x, y) = A x^2 / 2 + B x y - C y^2 / 2, which x descends and y ascends."""
X_RATE, Y_RATE = 0.11, 0.23


def grad_x(x, y):
    return A * x + B * y


def down_y(x, y):
    return C * y - B * x


def moves():
    rules = (SGD(X_RATE), SGD(Y_RATE))
    return Move(*(lambda down, p, r=r: Player(*r.update(p.params, down, p.slots)) for r in rules))


def played(gamma, delta, steps):
    move = moves()
    players = Players(*(Player(torch.tensor(v, dtype=torch.float64), {}) for v in (1.3, -0.4)))
    stabilizer = AlexGDA(gamma, delta)
    memory, found = stabilizer.begin(players), []
    for _ in range(steps):
        players, memory = stabilizer.play(Field(grad_x, down_y), move, players, memory)
        found += [[player.params.item() for player in players]]
    return found


def test_it_is_the_papers_algorithm_for_six_steps():
    x, y, y_ahead, expected = 1.3, -0.4, -0.4, []
    for _ in range(6):
        slope = grad_x(x, y_ahead)
        x_ahead, x = x - 1.5 * X_RATE * slope, x - X_RATE * slope
        slope = -down_y(x_ahead, y)
        y_ahead, y = y + 2.5 * Y_RATE * slope, y + Y_RATE * slope
        expected.append([x, y])
    assert played(1.5, 2.5, 6) == [pytest.approx(point) for point in expected]


def test_where_the_generator_is_judged_moves_with_the_discriminator():
    """As after a discriminator update of its own, or after `correct`."""
    at = []
    field = Field(lambda x, y: at.append(y.item()) or grad_x(x, y), down_y)
    stabilizer, move = AlexGDA(1.5, 2.5), moves()
    players = Players(*(Player(torch.tensor(v, dtype=torch.float64), {}) for v in (1.3, -0.4)))
    after, memory = stabilizer.play(field, move, players, stabilizer.begin(players))
    y = after.discriminator.params
    elsewhere = after._replace(discriminator=Player(y + 3, {}))
    stabilizer.play(field, move, elsewhere, memory)
    assert at == pytest.approx([-0.4, (y + 3 + 1.5 * (y + 0.4)).item()])


def test_without_extrapolation_players_alternate_or_move_together():
    x, y, alternating = 1.3, -0.4, []
    for _ in range(4):
        x = x - X_RATE * grad_x(x, y)
        y = y - Y_RATE * down_y(x, y)
        alternating.append([x, y])
    assert played(1, 1, 4) == [pytest.approx(point) for point in alternating]
    x, y, together = 1.3, -0.4, []
    for _ in range(4):
        x, y = x - X_RATE * grad_x(x, y), y - Y_RATE * down_y(x, y)
        together.append([x, y])
    assert played(0, 1, 4) == [pytest.approx(point) for point in together]


def test_what_moves_parameters_after_an_update_is_not_extrapolated(small, reason_of):
    reason = "it would extrapolate what another stabilizer does to the parameters"
    assert reason_of(small, AlexGDA(), WeightClipping()) == f"alex-gda: {reason}"
    assert reason_of(small, AlexGDA(), R1()) is None


def test_it_extrapolates_by_two_steps_unless_told_otherwise():
    assert (AlexGDA().gamma, AlexGDA().delta) == (2.0, 2.0)
