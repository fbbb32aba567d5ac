"""The progress of a run as lines, for a log or a notebook."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from ganbench.benchmark.events import Event, RunStarted, RunStopped
from ganbench.execution.executor import CohortFinished, CohortProgress
from ganbench.metrics import METRICS
from ganbench.metrics.sized import unsized
from ganbench.wording import quantity

Clock = Callable[[], float]
"""A clock in seconds, from any origin."""

_SILENT_SECONDS = 30.0
"""Seconds without a line after which one tells the progress of all cohorts."""


class LineProgress:
    """Prints the plan, a line for each cohort that ends, and from time to time all progress."""

    def __init__(self, console: Console | None = None, now: Clock = time.monotonic) -> None:
        self.console = console or Console()
        self._now = now
        self._start = self._spoke = now()
        self._total = self._ended = 0
        self._training: dict[Path, str] = {}

    def show(self, event: Event) -> None:
        """Prints an event, if there is something to print."""
        match event:
            case RunStarted():
                self.started(event)
            case CohortProgress():
                self.progressed(event)
            case CohortFinished():
                self.finished(event)
            case RunStopped():
                self.print_line(
                    f"\nStopped: {event.kept:,} of {quantity(event.planned, 'trial')} kept in "
                    f"{event.folder}. Run the same command again to go on: cohorts that were "
                    "training do so from their last evaluation."
                )

    def started(self, event: RunStarted) -> None:
        """Prints what will be trained, and how."""
        self._total = len(event.jobs)
        self._start = self._spoke = self._now()
        fresh = sum(len(job.trials) for job in event.jobs)
        planned = quantity(event.planned, "trial")
        self.print_line(f"{event.suite}: {planned}, {fresh:,} to train, in {event.folder}")
        if event.jobs:
            machine, numerics = event.machine, event.numerics
            workers = quantity(machine.workers, "worker")
            self.print_line(
                f"{quantity(len(event.jobs), 'cohort')} on {workers} with "
                f"{quantity(machine.threads, 'thread')} each, {numerics.device}, "
                f"{numerics.precision}."
            )
            for note in event.notes:
                self.print_line(note)

    def progressed(self, event: CohortProgress) -> None:
        """Prints the progress of all cohorts, where nothing was printed for `_SILENT_SECONDS`."""
        at = f"{event.job.name} {event.step:,}/{event.job.steps:,}, {primary_range(event)}"
        self._training[event.job.checkpoint.path] = at
        if self._now() - self._spoke >= _SILENT_SECONDS:
            self.print_timed("; ".join(self._training.values()))

    def finished(self, event: CohortFinished) -> None:
        """Prints how a cohort ended."""
        self._ended += 1
        self._training.pop(event.job.checkpoint.path, None)
        self.print_timed(summary(event))

    def print_timed(self, line: str) -> None:
        """Prints a line, with the cohorts that have ended and the seconds so far."""
        self._spoke = self._now()
        self.print_line(f"[{self._ended}/{self._total}] {self._spoke - self._start:5.0f} s  {line}")

    def print_line(self, line: str) -> None:
        """Prints a line as it is."""
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


def primary_range(event: CohortProgress) -> str:
    """Returns the primary metric of the latest evaluation, from the best seed to the worst."""
    column = next(key for key in event.latest[0] if key not in ("step", "train_seconds"))
    metric = METRICS[unsized(column)]
    values = [row[column] for row in event.latest]
    low, high = (f"{value:.{metric.digits}f}" for value in (min(values), max(values)))
    return f"{metric.name} {low}" + f"-{high}" * (low != high)


def summary(event: CohortFinished) -> str:
    """Returns how the trials of a cohort ended, in a line."""
    counts = Counter(outcome.status for outcome in event.outcomes)
    ended = ", ".join(f"{n} {status}" for status, n in counts.items())
    reasons = {outcome.reason for outcome in event.outcomes if outcome.status == "failed"}
    return f"{event.job.name}: {ended}" + "".join(f" ({why})" for why in sorted(map(str, reasons)))
