import io
from pathlib import Path

import pytest
from rich.console import Console

from ganbench.cli.progress import Lines
from ganbench.engine.numerics import Numerics
from ganbench.execution.local import Outcome, Report
from ganbench.execution.work import Work
from ganbench.suite.plan import Trial


class Hand:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand():
    return Hand()


def work(method: str) -> Work:
    config = {"method": method, "budget": {"generator_steps": 25_000}}
    trial = Trial(method, "ring8", 0, config)
    return Work((trial,), Path("results"), Numerics("cpu", "float32", False))


def report(step: int) -> Report:
    return Report(step, [{"step": step, "sliced-w2": 0.5}])


def test_a_log_gets_a_line_of_all_cohorts_once_in_thirty_seconds(hand):
    out = io.StringIO()
    one, other = work("wgan"), work("vanilla")
    lines = Lines(Console(file=out, width=80), [one, other], hand)
    for hand.now, told, step in (
        (110, one, 1000),
        (129, other, 500),
        (130, one, 3000),
        (131, other, 700),
        (159, one, 5000),
        (160, other, 900),
    ):
        lines.listen(told, report(step))
    assert out.getvalue().splitlines() == [
        "[0/2]    30 s  ring8 / wgan 3,000/25,000, sliced-w2 0.5000; "
        "ring8 / vanilla 500/25,000, sliced-w2 0.5000",
        "[0/2]    60 s  ring8 / wgan 5,000/25,000, sliced-w2 0.5000; "
        "ring8 / vanilla 900/25,000, sliced-w2 0.5000",
    ]


def test_a_cohort_that_has_ended_is_told_of_once(hand):
    out = io.StringIO()
    one, other = work("wgan"), work("vanilla")
    lines = Lines(Console(file=out, width=80), [one, other], hand)
    lines.listen(one, report(1000))
    hand.now = 120
    lines.finished(one, [Outcome("wgan", "completed", None)])
    hand.now = 149
    lines.listen(other, report(1000))
    hand.now = 150
    lines.listen(other, report(2000))
    assert out.getvalue().splitlines() == [
        "[1/2]    20 s  ring8 / wgan: 1 completed",
        "[1/2]    50 s  ring8 / vanilla 2,000/25,000, sliced-w2 0.5000",
    ]
