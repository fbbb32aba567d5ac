import pytest
import torch

from ganbench.stabilizers.half_life_ema import HalfLifeEMA
from ganbench.stabilizers.players import Player, Players


def players(x):
    return Players(*[Player(torch.tensor([x], dtype=torch.float64), {})] * 2)


def test_what_was_weighs_half_after_a_half_life():
    stabilizer = HalfLifeEMA(3.0)
    memory = stabilizer.begin(players(8.0))
    for step in range(6):
        memory = stabilizer.after_generator(memory, players(0.0), torch.tensor(step + 1.0))
    assert stabilizer.averaged_generator(torch.tensor([0.0]), memory).item() == pytest.approx(2)


def test_without_a_half_life_it_is_the_generator():
    stabilizer = HalfLifeEMA(0.0)
    memory = stabilizer.begin(players(8.0))
    assert stabilizer.after_generator(memory, players(3.0), torch.tensor(1.0))["mean"].item() == 3
