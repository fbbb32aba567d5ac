"""Historical averaging, with the mean of five points and a step worked out by hand."""

from dataclasses import replace

import pytest
import torch

from ganbench.conformance.subject import first_of
from ganbench.optimizers import SGD
from ganbench.stabilizers.historical_averaging import HistoricalAveraging
from ganbench.stabilizers.players import Player, Players


def at(g, d):
    return Players(*(Player(torch.tensor([x], dtype=torch.float64), {}) for x in (g, d)))


def test_the_memory_is_the_mean_of_all_points_so_far_of_each_player():
    path = [(5, -1), (1, 2), (2, 2), (7, 0), (4, -3)]
    stabilizer = HistoricalAveraging()
    memory = stabilizer.begin(at(*path[0]))
    for step, point in enumerate(path[1:], start=1):
        memory = stabilizer.after_generator(memory, at(*point), torch.tensor(float(step)))
    assert memory["generator"].item() == pytest.approx(19 / 5)
    assert memory["discriminator"].item() == pytest.approx(0)


def test_each_players_step_gains_twice_the_weight_times_the_way_to_its_mean(small, cohort_of):
    own = {"historical-averaging": {"weight": 0.7}}
    cohort = cohort_of("non-saturating", small, [0], precision="float64", stabilizers=[own])
    settings = replace(cohort.game.settings, generator=SGD(0.1), discriminator=SGD(0.2))
    game = replace(cohort.game, settings=settings)
    state = first_of(cohort.init())
    mean = {
        "generator": state.generator.params + 1,
        "discriminator": state.discriminator.params - 2,
    }
    state = state._replace(
        generator=Player(state.generator.params, {}),
        discriminator=Player(state.discriminator.params, {}),
        memory={"historical-averaging": mean},
    )
    plain = replace(game, stabilizers={})
    for turn in game.turns(0):
        batch = first_of(cohort.batch(turn))
        ours = getattr(game.take(turn.role, state, batch), turn.role).params
        without = getattr(plain.take(turn.role, state._replace(memory={}), batch), turn.role).params
        here, rate = getattr(state, turn.role).params, getattr(settings, turn.role).lr
        expected = without - rate * 2 * 0.7 * (here - mean[turn.role])
        torch.testing.assert_close(ours, expected)
