import math

import pytest
import torch

from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.trainer import Schedule, train
from ganbench.evaluation.evaluator import evaluator


class StopError(Exception):
    pass


def ignore(progress):
    pass


@pytest.fixture
def measure(small):
    return evaluator(small, 200)


def test_evaluates_at_the_start_on_schedule_and_at_the_end(small, cohort_of, measure, tmp_path):
    schedule = Schedule(steps=7, every=3)
    checkpoint = Checkpoint(tmp_path / "c.safetensors")
    progress = train(cohort_of("vanilla", small, [0, 1]), measure, schedule, checkpoint, ignore)
    for seed in progress.histories:
        assert [row["step"] for row in seed.rows] == [0, 3, 6, 7]
        assert set(seed.evaluation) == {"best", "final"}
        assert seed.status == "completed"
        assert seed.steps == 7
    assert progress.clock.train > 0 < progress.clock.evaluation


@pytest.mark.parametrize("method", ["wgan-gp", "lecam"])
def test_a_resumed_run_ends_at_the_same_bits(method, small, cohort_of, measure, tmp_path):
    schedule = Schedule(steps=9, every=3)
    whole = train(
        cohort_of(method, small, [0, 1]), measure, schedule, Checkpoint(tmp_path / "a"), ignore
    )

    def stop(progress):
        if progress.step == 8:
            raise StopError

    torn = Checkpoint(tmp_path / "b")
    with pytest.raises(StopError):
        train(cohort_of(method, small, [0, 1]), measure, schedule, torn, stop)
    started = []
    resumed = train(
        cohort_of(method, small, [0, 1]), measure, schedule, torn, lambda p: started.append(p.step)
    )
    assert started[0] == 7
    assert torch.equal(whole.state.generator.params, resumed.state.generator.params)
    for a, b in zip(whole.histories, resumed.histories, strict=True):
        assert a.evaluation == b.evaluation
        assert a.best_step == b.best_step
        assert a.samples.keys() == b.samples.keys()
        metrics = [{k: v for k, v in row.items() if k != "train_seconds"} for row in a.rows]
        assert metrics == [{k: v for k, v in row.items() if k != "train_seconds"} for row in b.rows]


class Scripted:
    """A scorer whose validation metric follows a script; it notes which splits it is asked."""

    def __init__(self, values, samples=50):
        self.samples = {"validation": samples, "test": samples}
        self.values, self.asked, self.seen = iter(values), [], []

    def measure(self, samples, split):
        self.asked.append(split)
        self.seen.append(samples)
        value = next(self.values) if split == "validation" else 0.5
        return {"distance": value}

    def improves(self, row, best):
        return best is None or row["distance"] < best["distance"]


def test_the_best_checkpoint_is_chosen_on_validation_and_measured_on_test(
    small, cohort_of, tmp_path
):
    script = Scripted([3.0, 1.0, math.nan, 2.0])
    cohort = cohort_of("vanilla", small, [5])
    schedule = Schedule(steps=3, every=1)
    progress = train(cohort, script, schedule, Checkpoint(tmp_path / "c"), ignore)
    (seed,) = progress.histories
    assert seed.best_step == 1
    assert script.asked == ["validation"] * 4 + ["test"] * 2
    one_step = cohort.step(cohort.init(), 0).generator.params
    expected = cohort.samples(one_step, "evaluation/test", 50)[0]
    assert torch.equal(script.seen[4], expected)
    assert not torch.equal(script.seen[5], expected)


def test_a_spent_budget_of_seconds_is_a_timeout(small, cohort_of, measure, tmp_path):
    schedule = Schedule(steps=50, every=2, seconds=0.0)
    progress = train(
        cohort_of("vanilla", small, [0, 1]), measure, schedule, Checkpoint(tmp_path / "c"), ignore
    )
    assert {seed.status for seed in progress.histories} == {"timeout"}
    assert progress.step == 2


def test_a_cohort_that_has_all_diverged_stops(small, cohort_of, measure, tmp_path):
    rate = {"sgd": {"lr": 1e30}}
    cohort = cohort_of(
        "wgan-gp", small, [0, 1], generator_optimizer=rate, discriminator_optimizer=rate
    )
    schedule = Schedule(steps=500, every=5)
    progress = train(cohort, measure, schedule, Checkpoint(tmp_path / "c"), ignore)
    assert {seed.status for seed in progress.histories} == {"diverged"}
    assert progress.step < 50
    assert all(seed.steps < 5 for seed in progress.histories)


@pytest.mark.parametrize(("steps", "every"), [(1500, 250), (10, 3), (1, 5), (25_000, 500)])
def test_about_six_evaluations_are_shown_the_first_and_the_last_among_them(steps, every):
    schedule = Schedule(steps, every, 100)
    due = [0, *schedule.evaluations(0)]
    shown = [step for step in due if schedule.shown(step)]
    assert due[-1] == steps
    assert {0, steps} <= set(shown)
    assert len(shown) <= 7


def test_a_diverging_seed_leaves_the_same_trace_alone_and_in_company(
    small, cohort_of, measure, tmp_path
):
    """Seed 1 is poisoned at step 4; what is recorded of it must not depend on seed 0."""

    def traced(seeds):
        cohort = cohort_of("non-saturating", small, seeds)
        place = seeds.index(1)

        def poison(progress):
            if progress.step == 4:
                params = progress.state.discriminator.params.clone()
                params[place :: len(seeds)] = math.nan
                player = progress.state.discriminator._replace(params=params)
                progress.state = progress.state._replace(discriminator=player)

        schedule = Schedule(steps=12, every=3)
        checkpoint = Checkpoint(tmp_path / f"{len(seeds)}")
        return train(cohort, measure, schedule, checkpoint, poison).histories[place]

    alone, accompanied = traced([1]), traced([0, 1])
    assert alone.status == accompanied.status == "diverged"
    assert [row["step"] for row in alone.rows] == [0, 3, 6]
    assert [row["step"] for row in accompanied.rows] == [0, 3, 6]
    assert math.isnan(accompanied.rows[-1]["jensen-shannon@200"])
    assert (alone.best_step, alone.steps) == (accompanied.best_step, accompanied.steps)
    assert alone.evaluation["best"] == accompanied.evaluation["best"]
    assert all(math.isnan(value) for value in accompanied.evaluation["final"].values())


def test_a_damaged_checkpoint_is_none(small, cohort_of, measure, tmp_path):
    (tmp_path / "c").write_bytes(b"")
    schedule = Schedule(steps=3, every=3)
    progress = train(
        cohort_of("vanilla", small, [0]), measure, schedule, Checkpoint(tmp_path / "c"), ignore
    )
    assert progress.step == 3


def test_a_checkpoint_follows_each_evaluation_but_where_these_are_close_together():
    rare = Schedule(steps=1_000_000, every=100)
    assert all(rare.saved(step) for step in range(100, 2_000, 100))
    close = Schedule(steps=2_000, every=1)
    assert all(close.saved(step) for step in range(1, 101))
    assert [step for step in range(101, 131) if close.saved(step)] == [110, 120, 130]
    assert close.saved(2_000)
    assert [step for step in Schedule(503, 3).evaluations(480) if Schedule(503, 3).saved(step)] == [
        480 + 12,
        503,
    ]
