from dataclasses import dataclass

import torch

from ganbench.games import Payoffs


@dataclass(frozen=True)
class Well(Payoffs):
    """Both players are drawn to 3, and do not see each other."""

    dimension = 2

    def generator_loss(self, x, y, facts):
        return (x - 3).square().sum()

    def discriminator_loss(self, x, y, facts):
        return (y - 3).square().sum()


def test_a_game_sums_to_zero_unless_it_says_otherwise():
    @dataclass(frozen=True)
    class Product(Payoffs):
        dimension = 1

        def generator_loss(self, x, y, facts):
            return (x * y).sum()

    x, y, none = torch.tensor([2.0]), torch.tensor([5.0]), torch.empty(0)
    assert Product().generator_loss(x, y, none) == 10
    assert Product().discriminator_loss(x, y, none) == -10
    assert Well().discriminator_loss(x, y, none) == 4


def test_starts_differ_between_streams_and_not_between_calls():
    def start(seed):
        return torch.cat(Well().start(torch.Generator().manual_seed(seed)))

    assert start(0).shape == (4,)
    assert torch.equal(start(0), start(0))
    assert not torch.equal(start(0), start(1))


def test_nothing_is_drawn_for_a_function_unless_a_game_says_so():
    assert Well().facts(torch.Generator()).shape == (0,)


def test_players_start_apart_and_seeds_play_functions_of_their_own():
    x, y = Well().start(torch.Generator().manual_seed(0))
    assert not torch.equal(x, y)
    assert [Well().number_of_function(seed) for seed in (0, 7)] == [0, 7]
