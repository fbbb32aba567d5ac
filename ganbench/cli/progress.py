"""Live bars on a terminal, plain lines elsewhere, for a person who watches a run."""

from __future__ import annotations

import time
from collections.abc import Iterator
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

from ganbench.benchmark.events import OnEvent, RunStarted, ignore
from ganbench.benchmark.progress import Clock, LineProgress, primary_range
from ganbench.execution.executor import CohortFinished, CohortProgress
from ganbench.wording import quantity


class BarProgress(LineProgress):
    """A bar for each cohort in training and one for all, with the metric as it moves."""

    def __init__(self, console: Console, progress: Progress, now: Clock = time.monotonic) -> None:
        super().__init__(console, now)
        self._progress = progress
        self._tasks: dict[Path, TaskID] = {}
        self._speeds: dict[Path, tuple[float, int]] = {}
        self._made: dict[Path, int] = {}
        self._all: TaskID | None = None

    @override
    def started(self, event: RunStarted) -> None:
        super().started(event)
        if event.jobs:
            self._all = self._progress.add_task(
                quantity(len(event.jobs), "cohort"),
                total=sum(job.steps for job in event.jobs),
                note="starting workers, loading torch and data",
            )

    @override
    def progressed(self, event: CohortProgress) -> None:
        job = event.job
        key = job.checkpoint.path  # a method's seeds may train in several cohorts of one name
        if key not in self._tasks:
            self._tasks[key] = self._progress.add_task(job.name, total=job.steps, note="")
            self._speeds[key] = self._now(), event.step
        since, first = self._speeds[key]
        speed = (event.step - first) / max(self._now() - since, 1e-9)
        note = f"{speed:.0f} steps/s x {quantity(len(job.trials), 'seed')}  {primary_range(event)}"
        self._progress.update(self._tasks[key], completed=event.step, note=note)
        self._advance(key, event.step)

    @override
    def finished(self, event: CohortFinished) -> None:
        key = event.job.checkpoint.path
        if key in self._tasks:
            self._progress.remove_task(self._tasks.pop(key))
        self._advance(key, event.job.steps)
        super().finished(event)

    def _advance(self, cohort: Path, step: int) -> None:
        assert self._all is not None  # a run has started before a cohort of it is heard of
        self._progress.update(self._all, note="")
        self._progress.advance(self._all, step - self._made.get(cohort, 0))
        self._made[cohort] = step


@contextmanager
def showing_progress(console: Console) -> Iterator[OnEvent]:
    """Yields a callback that shows a run's events: bars on a terminal, lines elsewhere."""
    if console.quiet:
        yield ignore
    elif not console.is_terminal:
        yield LineProgress(console).show
    else:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[note]}"),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield BarProgress(console, progress).show
