from pathlib import Path

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.execution import cohorts, machine
from ganbench.experiment.plan import trials
from ganbench.suite.load import load_suite


def planned(methods, seeds, device="cpu"):
    suite = {
        "name": "one",
        "workloads": ["ring8"],
        "methods": methods,
        "seeds": seeds,
        "budget": {"generator_steps": 4},
        "evaluate": {"every": 2, "samples": 100},
    }
    return trials(load_suite(suite), Numerics(device))


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(machine, "cores", lambda: 2)


@pytest.mark.parametrize(
    ("device", "width", "sizes"),
    [("cpu", None, [3, 3]), ("cuda", None, [6]), ("cpu", 6, [6]), ("cpu", 2, [2, 2, 2])],
)
def test_no_core_idles_for_want_of_cohorts(device, width, sizes):
    every = planned(["vanilla"], 6, device)
    found = cohorts.jobs(every, every, Path("results"), width, None)
    assert [len(job.trials) for job in found] == sizes


def test_what_is_left_stays_in_its_cohort():
    """A checkpoint is of the very set of trials that trained together."""
    every = planned(["vanilla", "wgan"], 4)
    left = cohorts.jobs(every, every[1:], Path("results"), 2, None)
    found = {(job.trials[0].method.name, *(trial.seed for trial in job.trials)) for job in left}
    assert found == {("vanilla", 1), ("vanilla", 2, 3), ("wgan", 0, 1), ("wgan", 2, 3)}


def test_the_longest_cohort_starts_first():
    every = planned(["vanilla", "unrolled", "wgan"], 1)
    found = cohorts.jobs(every, every, Path("results"), None, None)
    assert [job.trials[0].method.name for job in found] == ["unrolled", "wgan", "vanilla"]


def test_nothing_to_train_makes_no_cohorts():
    assert cohorts.jobs([], [], Path("results"), None, None) == []
