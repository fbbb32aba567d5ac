import pytest
import torch

from ganbench.stabilizers.ema import EMA
from ganbench.stabilizers.players import Player, Players
from ganbench.stabilizers.uniform_average import UniformAverage

PATH = [torch.tensor([float(x)], dtype=torch.float64) for x in (5, 1, 2, 7, 4)]


def players(generator):
    return Players(Player(generator, {}), Player(torch.zeros(3), {}))


def after(stabilizer, path):
    memory = stabilizer.begin(players(path[0]))
    for step, params in enumerate(path[1:], start=1):
        memory = stabilizer.after_generator(memory, players(params), torch.tensor(float(step)))
    return stabilizer.averaged_generator(path[-1], memory).item()


def test_the_exponential_average_has_its_closed_form():
    b = 0.9
    weights = [b**4, *((1 - b) * b ** (4 - t) for t in range(1, 5))]
    expected = sum(w * p.item() for w, p in zip(weights, PATH, strict=True))
    assert sum(weights) == pytest.approx(1)
    assert after(EMA(b), PATH) == pytest.approx(expected)


@pytest.mark.parametrize(("start", "expected"), [(0, 3.5), (2, 5.5), (3, 4.0), (9, 4.0)])
def test_the_uniform_average_is_the_mean_from_its_start(start, expected):
    assert after(UniformAverage(start), PATH) == pytest.approx(expected)


def test_the_game_does_not_notice_that_it_is_averaged(small, cohort_of):
    plain, averaged = cohort_of("non-saturating", small, [0, 1]), cohort_of("ema-ns", small, [0, 1])
    a, b = plain.init(), averaged.init()
    for step in range(4):
        a, b = plain.step(a, step), averaged.step(b, step)
    assert torch.equal(a.generator.params, b.generator.params)
    assert torch.equal(plain.averaged_generator(a), a.generator.params)
    assert not torch.equal(averaged.averaged_generator(b), b.generator.params)
