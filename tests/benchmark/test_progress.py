import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from ganbench.benchmark.events import RunStarted, RunStopped
from ganbench.benchmark.progress import LineProgress
from ganbench.engine.numerics import Numerics
from ganbench.execution.executor import CohortFinished, CohortProgress, Outcome
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.trial import Trial
from ganbench.losses.minimax import Minimax
from ganbench.methods.method import Method
from ganbench.workloads import WORKLOADS


class Hand:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand():
    return Hand()


def job(method: str) -> Job:
    ring8 = WORKLOADS["ring8"]
    own = Method(method, Minimax()).on(ring8)
    trial = Trial(own, ring8, 0, Budget(25_000), Evaluation(1000))
    return Job((trial,), Path("results"))


def progress(job: Job, step: int) -> CohortProgress:
    return CohortProgress(job, step, [{"step": step, "sliced-w2@2500": 0.5}])


def started(*jobs: Job, notes=()) -> RunStarted:
    return RunStarted("it", Path("results"), 7, jobs, Machine(2, 1), Numerics(), notes)


def lines(out, hand, *jobs, notes=()):
    found = LineProgress(Console(file=out, width=80), hand)
    found.show(started(*jobs, notes=notes))
    return found


def test_a_run_says_at_its_start_what_it_will_do():
    out = io.StringIO()
    lines(out, Hand(), job("wgan"), notes=("Left out: fid.",))
    assert out.getvalue().splitlines() == [
        "it: 7 trials, 1 to train, in results",
        "1 cohort on 2 workers with 1 thread each, cpu, float32.",
        "Left out: fid.",
    ]


def test_where_nothing_is_left_to_train_one_line_is_enough():
    out = io.StringIO()
    lines(out, Hand(), notes=("Left out: fid.",))
    assert out.getvalue() == "it: 7 trials, 0 to train, in results\n"


def test_a_log_gets_a_line_of_all_cohorts_once_in_thirty_seconds(hand):
    out = io.StringIO()
    one, other = job("wgan"), job("vanilla")
    shown = lines(out, hand, one, other)
    for hand.now, told, step in (
        (110, one, 1000),
        (129, other, 500),
        (130, one, 3000),
        (131, other, 700),
        (159, one, 5000),
        (160, other, 900),
    ):
        shown.show(progress(told, step))
    assert out.getvalue().splitlines()[2:] == [
        "[0/2]    30 s  ring8 / wgan 3,000/25,000, sliced-w2 0.5000; "
        "ring8 / vanilla 500/25,000, sliced-w2 0.5000",
        "[0/2]    60 s  ring8 / wgan 5,000/25,000, sliced-w2 0.5000; "
        "ring8 / vanilla 900/25,000, sliced-w2 0.5000",
    ]


def test_a_cohort_that_has_ended_is_told_of_once(hand):
    out = io.StringIO()
    one, other = job("wgan"), job("vanilla")
    shown = lines(out, hand, one, other)
    shown.show(progress(one, 1000))
    hand.now = 120
    shown.show(CohortFinished(one, [Outcome("wgan", "completed", None)]))
    hand.now = 149
    shown.show(progress(other, 1000))
    hand.now = 150
    shown.show(progress(other, 2000))
    assert out.getvalue().splitlines()[2:] == [
        "[1/2]    20 s  ring8 / wgan: 1 completed",
        "[1/2]    50 s  ring8 / vanilla 2,000/25,000, sliced-w2 0.5000",
    ]


def test_a_failed_trial_says_why(hand):
    out = io.StringIO()
    one = job("wgan")
    shown = lines(out, hand, one)
    failed = [Outcome(name, "failed", "KeyError: 'x'") for name in "ab"]
    shown.show(CohortFinished(one, [*failed, Outcome("c", "completed", None)]))
    assert "ring8 / wgan: 2 failed, 1 completed (KeyError: 'x')" in out.getvalue()


def test_a_stopped_run_says_what_is_kept(hand):
    out = io.StringIO()
    shown = lines(out, hand, replace(job("wgan")))
    shown.show(RunStopped(Path("results"), 7, 3))
    assert "Stopped: 3 of 7 trials kept in results." in out.getvalue()
