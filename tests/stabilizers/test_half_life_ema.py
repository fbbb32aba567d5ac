import pytest
import torch

from ganbench.errors import GanbenchError
from ganbench.stabilizers.half_life_ema import HalfLifeEMA
from ganbench.stabilizers.players import Player, Players
from ganbench.workloads import WORKLOADS


def players(x):
    return Players(*[Player(torch.tensor([x], dtype=torch.float64), {})] * 2)


def test_what_was_weighs_half_after_a_half_life():
    stabilizer = HalfLifeEMA(24.0, batch=8)
    memory = stabilizer.begin(players(8.0))
    for step in range(6):
        memory = stabilizer.after_generator(memory, players(0.0), torch.tensor(step + 1.0))
    assert stabilizer.averaged_generator(torch.tensor([0.0]), memory).item() == pytest.approx(2)


def test_without_a_half_life_it_is_the_generator():
    stabilizer = HalfLifeEMA(0.0, batch=8)
    memory = stabilizer.begin(players(8.0))
    assert stabilizer.after_generator(memory, players(3.0), torch.tensor(1.0))["mean"].item() == 3


def test_a_batch_that_is_not_given_is_the_workloads():
    assert HalfLifeEMA(24.0).for_workload(WORKLOADS["ring8"]) == HalfLifeEMA(24.0, batch=512)
    assert HalfLifeEMA(24.0, batch=8).for_workload(WORKLOADS["ring8"]).batch == 8


def test_without_a_workload_it_says_what_it_lacks():
    with pytest.raises(GanbenchError, match="half-life-ema: expected a batch"):
        HalfLifeEMA().after_generator({}, players(0.0), torch.tensor(1.0))


def test_it_is_the_generators_average():
    other = Player(torch.tensor([5.0]), {})
    both = Players(Player(torch.tensor([1.0]), {}), other)
    stabilizer = HalfLifeEMA(8.0, batch=8)
    memory = {"mean": torch.tensor([3.0])}
    assert stabilizer.after_generator(memory, both, torch.tensor(1.0))["mean"].item() == 2
    assert stabilizer.begin(both)["mean"].item() == 1


def test_its_half_life_is_ten_thousand_samples():
    assert HalfLifeEMA().half_life == 10_000
