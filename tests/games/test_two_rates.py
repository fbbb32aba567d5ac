import pytest
import torch

from ganbench.errors import GanbenchError
from ganbench.games import TwoRates

NONE = torch.empty(0, dtype=torch.float64)


def tendency(rate):
    """The largest real part of the eigenvalues of the continuous game, D `rate` times as fast."""
    game = TwoRates(3.0, 1.5, 2.5)
    point = torch.zeros(2, dtype=torch.float64)

    def field(point):
        down_x = torch.func.grad(game.generator_loss, 0)(point[:1], point[1:], NONE)
        down_y = torch.func.grad(game.discriminator_loss, 1)(point[:1], point[1:], NONE)
        return torch.cat([-down_x, -rate * down_y])

    return torch.linalg.eigvals(torch.func.jacrev(field)(point)).real.max().item()


def test_it_attracts_exactly_where_the_discriminator_is_faster_than_the_quotient_of_curvatures():
    assert tendency(1.0) > 0
    assert tendency(1.99) > 0
    assert tendency(2.01) < 0
    assert tendency(8.0) < 0


def test_against_an_answer_the_generator_is_at_a_minimum():
    game = TwoRates(2.0, 1.0, 2.0)
    x = torch.tensor([0.7])
    answer = 2 * x
    assert torch.func.grad(game.discriminator_loss, 1)(x, answer, NONE) == 0
    value = game.generator_loss(x, answer, NONE).item()
    assert value == pytest.approx((4 - 2) * 0.49 / 2)


def test_without_enough_interaction_there_is_no_equilibrium():
    with pytest.raises(GanbenchError, match="interaction: expected a number whose square"):
        TwoRates(2.0, 2.0, 2.0)


def test_by_default_the_discriminator_has_to_be_more_than_twice_as_fast():
    game = TwoRates()
    curvatures = (game.generator_curvature, game.discriminator_curvature)
    assert (*curvatures, game.interaction) == (2.0, 1.0, 2.0)
