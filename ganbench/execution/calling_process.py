"""Trains cohorts in the calling process, where another process could not import their parts."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable

from typing_extensions import override

from ganbench.engine.progress import Progress
from ganbench.errors import ResultsError
from ganbench.execution.executor import CohortFinished, CohortProgress, Executor, Listener, Outcome
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine
from ganbench.execution.process_settings import process_settings
from ganbench.execution.work import run_job, store_unmeasured
from ganbench.store import Record

REPORT_SECONDS = 0.25
"""Seconds between two reports of a cohort's progress."""


class CallingProcess(Executor):
    """Trains one cohort after another in the calling process, with the settings of a worker.

    Attributes:
        machine: How many threads it has meanwhile.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._waiting: deque[Job] = deque()

    @override
    def submit(self, job: Job) -> None:
        self._waiting.append(job)

    @override
    def join(self, listener: Listener) -> None:
        with process_settings(self.machine):
            while self._waiting:
                job = self._waiting.popleft()
                listener(CohortFinished(job, run_safely(job, listener)))


def run_safely(job: Job, listener: Callable[[CohortProgress], None]) -> list[Outcome]:
    """Trains and stores a cohort; where its parts raise, its records say so.

    A cohort of several methods in which anything raises is trained again method by method: what one
    of them does is no other one's failure.

    Args:
        job: The cohort.
        listener: Called with the cohort's progress, at most every `REPORT_SECONDS`.
    """
    try:
        records = run_job(job, _reporter(job, listener))
    except Exception as error:
        parts = job.by_method()
        if len(parts) > 1 and not isinstance(error, ResultsError):
            return [outcome for part in parts for outcome in run_safely(part, listener)]
        reason = f"{type(error).__name__}: {error}".split("\n")[0]
        records = store_unmeasured(job, "failed", reason, traceback.format_exc())
    return outcomes(records)


def outcomes(records: list[Record]) -> list[Outcome]:
    """Returns how the trials of some records ended."""
    return [Outcome(record.trial, record.status, record.reason) for record in records]


def _reporter(job: Job, listener: Callable[[CohortProgress], None]) -> Callable[[Progress], None]:
    last = 0.0

    def observe(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > REPORT_SECONDS:
            last = now
            latest = [history.rows[-1] for history in progress.histories]
            listener(CohortProgress(job, progress.step, latest))

    return observe
