"""Trains cohorts in the calling process: those of parts that another process could not import."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable

from typing_extensions import override

from ganbench.engine.progress import Progress
from ganbench.execution.executor import CohortFinished, CohortProgress, Executor, Hear, Outcome
from ganbench.execution.job import Job
from ganbench.execution.work import perform, unmade
from ganbench.store import Record

SPEAK_EVERY = 0.25
"""Seconds between two reports of a cohort's progress."""


class CallingProcess(Executor):
    """Trains one cohort after another, here."""

    def __init__(self) -> None:
        self._waiting: deque[Job] = deque()

    @override
    def submit(self, job: Job) -> None:
        self._waiting.append(job)

    @override
    def join(self, hear: Hear) -> None:
        while self._waiting:
            job = self._waiting.popleft()
            hear(CohortFinished(job, trained(job, hear)))


def trained(job: Job, hear: Callable[[CohortProgress], None]) -> list[Outcome]:
    """Trains and stores a cohort, whatever its parts raise.

    Args:
        job: The cohort.
        hear: Told of its progress now and then.
    """
    try:
        records = perform(job, _observer(job, hear))
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".split("\n")[0]
        records = unmade(job, "failed", reason, traceback.format_exc())
    return outcomes(records)


def outcomes(records: list[Record]) -> list[Outcome]:
    """Returns how the trials of some records ended."""
    return [Outcome(record.trial, record.status, record.reason) for record in records]


def _observer(job: Job, hear: Callable[[CohortProgress], None]) -> Callable[[Progress], None]:
    last = 0.0

    def observe(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > SPEAK_EVERY:
            last = now
            latest = [history.rows[-1] for history in progress.histories]
            hear(CohortProgress(job, progress.step, latest))

    return observe
