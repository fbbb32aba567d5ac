import pytest
import torch

from ganbench.errors import GanbenchError
from ganbench.games import Quadratic

GAME = Quadratic(mu=0.2, smoothness=2.0, mu_xy=0.5, smoothness_xy=3.0, dimension=50)


def drawn(seed):
    return GAME.facts(torch.Generator().manual_seed(seed)).view(3, 50)


def test_the_losses_of_one_pair_by_hand():
    """x = (2, 1), y = (1, 3): 2 + 1/2 + 3 x 2 + 4 x 3 - 5/2 - 6 x 9/2."""
    facts = torch.tensor([1.0, 1.0, 3.0, 4.0, 5.0, 6.0])
    x, y = torch.tensor([2.0, 1.0]), torch.tensor([1.0, 3.0])
    game = Quadratic(dimension=2)
    assert game.generator_loss(x, y, facts).item() == pytest.approx(-9)
    assert game.discriminator_loss(x, y, facts).item() == pytest.approx(9)


def test_eigenvalues_are_within_their_bounds_and_reach_them():
    a, b, c = drawn(0)
    for own in (a, c):
        assert own[:2].tolist() == [0.2, 2.0]
        assert own.min() >= 0.2
        assert own.max() <= 2
    assert b[:2].tolist() == [3.0, 3.0]
    assert b.min() >= 0.5
    assert b.max() <= 3
    assert b[2:].min() < 1 < 2.5 < b[2:].max()


def test_seeds_share_ten_functions():
    numbers = [GAME.number_of_function(seed) for seed in range(30)]
    assert numbers == 3 * list(range(10))
    assert not torch.equal(drawn(0), drawn(1))


def test_both_start_with_a_standard_deviation_of_two():
    game = Quadratic(dimension=10_000)
    for vector in game.start(torch.Generator().manual_seed(0)):
        assert vector.std().item() == pytest.approx(2, rel=0.05)


def test_a_smallest_value_is_not_above_the_largest():
    with pytest.raises(GanbenchError, match="mu: expected at most smoothness, 1, found 2"):
        Quadratic(mu=2.0)


def test_its_numbers_are_the_papers():
    game = Quadratic()
    assert (game.mu, game.smoothness, game.mu_xy, game.smoothness_xy) == (0.1, 1.0, 0.1, 1.0)
    assert (game.dimension, game.functions) == (100, 10)
