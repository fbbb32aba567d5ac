"""What a person sees while a suite runs: live bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from typing_extensions import override

from ganbench.counts import count
from ganbench.execution.local import Outcome, Report
from ganbench.execution.work import Work
from ganbench.metrics import METRICS
from ganbench.metrics.sized import unsized

Clock = Callable[[], float]
"""Seconds since whenever."""

_SPEAK_EVERY = 30.0
"""Seconds without a line after which a log gets one."""


class View(ABC):
    """Shows how the cohorts are doing."""

    @abstractmethod
    def listen(self, work: Work, report: Report) -> None:
        """A cohort has made steps."""

    @abstractmethod
    def finished(self, work: Work, outcomes: list[Outcome]) -> None:
        """A cohort has ended."""


class Quiet(View):
    """Says nothing."""

    @override
    def listen(self, work: Work, report: Report) -> None:
        pass

    @override
    def finished(self, work: Work, outcomes: list[Outcome]) -> None:
        pass


class Lines(View):
    """A line when a cohort ends, and now and then one of all that are training: for logs."""

    def __init__(
        self, console: Console, works: Sequence[Work], now: Clock = time.monotonic
    ) -> None:
        self._console = console
        self._total = len(works)
        self._ended = 0
        self._now = now
        self._start = self._spoke = now()
        self._training: dict[Path, str] = {}

    @override
    def listen(self, work: Work, report: Report) -> None:
        at = f"{work.name} {report.step:,}/{_steps(work):,}, {moving(report)}"
        self._training[work.checkpoint.path] = at
        if self._now() - self._spoke >= _SPEAK_EVERY:
            self.say("; ".join(self._training.values()))

    @override
    def finished(self, work: Work, outcomes: list[Outcome]) -> None:
        self._ended += 1
        self._training.pop(work.checkpoint.path, None)
        self.say(summary(work, outcomes))

    def say(self, line: str) -> None:
        """Prints a line, with the cohorts that have ended and the seconds so far."""
        self._spoke = self._now()
        told = f"[{self._ended}/{self._total}] {self._spoke - self._start:5.0f} s  {line}"
        self._console.print(told, markup=False, highlight=False, soft_wrap=True)


class Bars(Lines):
    """A bar for each cohort in training and one for all, with the metric as it moves."""

    def __init__(
        self,
        console: Console,
        works: Sequence[Work],
        progress: Progress,
        now: Clock = time.monotonic,
    ) -> None:
        super().__init__(console, works, now)
        self._progress = progress
        self._tasks: dict[Path, TaskID] = {}
        self._speeds: dict[Path, tuple[float, int]] = {}
        steps = sum(_steps(work) for work in works)
        self._made: dict[Path, int] = {}
        self._all = progress.add_task(
            count(len(works), "cohort"),
            total=steps,
            note="starting workers, loading torch and data",
        )

    @override
    def listen(self, work: Work, report: Report) -> None:
        key = work.checkpoint.path  # a method's seeds may train in several cohorts of one name
        if key not in self._tasks:
            self._tasks[key] = self._progress.add_task(work.name, total=_steps(work), note="")
            self._progress.update(self._all, note="")
            self._speeds[key] = self._now(), report.step
        since, first = self._speeds[key]
        speed = (report.step - first) / max(self._now() - since, 1e-9)
        note = f"{speed:.0f} steps/s x {count(len(work.trials), 'seed')}  {moving(report)}"
        self._progress.update(self._tasks[key], completed=report.step, note=note)
        self._advance(key, report.step)

    @override
    def finished(self, work: Work, outcomes: list[Outcome]) -> None:
        key = work.checkpoint.path
        if key in self._tasks:
            self._progress.remove_task(self._tasks.pop(key))
        self._advance(key, _steps(work))
        super().finished(work, outcomes)

    def _advance(self, cohort: Path, step: int) -> None:
        self._progress.advance(self._all, step - self._made.get(cohort, 0))
        self._made[cohort] = step


@contextmanager
def view(console: Console, works: Sequence[Work], quiet: bool) -> Iterator[View]:
    """Gives the view that suits the console."""
    if quiet:
        yield Quiet()
    elif not console.is_terminal:
        yield Lines(console, works)
    else:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[note]}"),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield Bars(console, works, progress)


def moving(report: Report) -> str:
    """The primary metric of the latest evaluation, from the best seed to the worst."""
    column = next(key for key in report.latest[0] if key not in ("step", "train_seconds"))
    metric = METRICS[unsized(column)]
    values = [row[column] for row in report.latest]
    low, high = (f"{value:.{metric.digits}f}" for value in (min(values), max(values)))
    return f"{metric.name} {low}" + f"-{high}" * (low != high)


def summary(work: Work, outcomes: list[Outcome]) -> str:
    """How the trials of a cohort ended, in a line."""
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{n} {status}" for status, n in counts.items())
    reasons = {outcome.reason for outcome in outcomes if outcome.status == "failed"}
    return f"{work.name}: {told}" + "".join(f" ({reason})" for reason in sorted(map(str, reasons)))


def _steps(work: Work) -> int:
    steps: int = work.trials[0].config["budget"]["generator_steps"]
    return steps
