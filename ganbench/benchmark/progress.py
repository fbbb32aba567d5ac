"""What a person sees while a suite runs: lines, as they suit a log or a notebook."""

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

Now = Callable[[], float]
"""Seconds since whenever."""

_SPEAK_EVERY = 30.0
"""Seconds without a line after which there is one of all that train."""


class Lines:
    """Prints what will run, a line when a cohort ends, and now and then one of all that train."""

    def __init__(self, console: Console | None = None, now: Now = time.monotonic) -> None:
        self.console = console or Console()
        self._now = now
        self._start = self._spoke = now()
        self._total = self._ended = 0
        self._training: dict[Path, str] = {}

    def show(self, event: Event) -> None:
        """Prints what an event has to say, if anything."""
        match event:
            case RunStarted():
                self.started(event)
            case CohortProgress():
                self.progressed(event)
            case CohortFinished():
                self.finished(event)
            case RunStopped():
                self.say(
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
        self.say(f"{event.suite}: {planned}, {fresh:,} to train, in {event.folder}")
        if event.jobs:
            machine, numerics = event.machine, event.numerics
            workers = quantity(machine.workers, "worker")
            self.say(
                f"{quantity(len(event.jobs), 'cohort')} on {workers} with "
                f"{quantity(machine.threads, 'thread')} each, {numerics.device}, "
                f"{numerics.precision}."
            )
            for note in event.notes:
                self.say(note)

    def progressed(self, event: CohortProgress) -> None:
        """Prints all that train, where nothing was printed for long."""
        at = f"{event.job.name} {event.step:,}/{event.job.steps:,}, {moving(event)}"
        self._training[event.job.checkpoint.path] = at
        if self._now() - self._spoke >= _SPEAK_EVERY:
            self.timed("; ".join(self._training.values()))

    def finished(self, event: CohortFinished) -> None:
        """Prints how a cohort ended."""
        self._ended += 1
        self._training.pop(event.job.checkpoint.path, None)
        self.timed(summary(event))

    def timed(self, line: str) -> None:
        """Prints a line, with the cohorts that have ended and the seconds so far."""
        self._spoke = self._now()
        self.say(f"[{self._ended}/{self._total}] {self._spoke - self._start:5.0f} s  {line}")

    def say(self, line: str) -> None:
        """Prints a line as it is."""
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


def moving(event: CohortProgress) -> str:
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
