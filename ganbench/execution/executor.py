"""The interface of what trains cohorts; another place to train is one more class."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ganbench.execution.job import Job


@dataclass(frozen=True)
class CohortProgress:
    """How far a cohort is.

    Example:
        >>> import ganbench
        >>> job = ganbench.Job(tuple(ganbench.plan("smoke")[:2]), folder)  # two seeds
        >>> latest = [{"step": 10.0, "sliced-w2@200": 0.5}, {"step": 10.0, "sliced-w2@200": 0.25}]
        >>> event = ganbench.CohortProgress(job, step=12, latest=latest)
        >>> f"{event.job.name}: step {event.step} of {event.job.steps}"
        'ring8 / non-saturating: step 12 of 20'
        >>> min(scores["sliced-w2@200"] for scores in event.latest)
        0.25

    Attributes:
        job: The cohort.
        step: Generator steps made.
        latest: The latest evaluation of each seed: `step`, `train_seconds`, validation metrics.
    """

    job: Job
    step: int
    latest: list[dict[str, float]]


@dataclass(frozen=True)
class Outcome:
    """How a trial ended; its record is in the store.

    Example:
        >>> import ganbench
        >>> record = ganbench.load(demo).records[0]  # of the folder of a finished run
        >>> outcome = ganbench.Outcome(record.trial, record.status, record.reason)
        >>> outcome.status, outcome.reason
        ('completed', None)

    Attributes:
        trial: The trial's id.
        status: "completed", "diverged", "timeout", "failed" or "skipped".
        reason: Why, where it is not completed.
    """

    trial: str
    status: str
    reason: str | None


@dataclass(frozen=True)
class CohortFinished:
    """How the trials of a cohort ended.

    Example:
        >>> import ganbench
        >>> job = ganbench.Job(tuple(ganbench.plan("smoke")[:2]), folder)  # two seeds
        >>> outcomes = [ganbench.Outcome(trial.id, "completed", None) for trial in job.trials]
        >>> event = ganbench.CohortFinished(job, outcomes)
        >>> event.job.name, [outcome.status for outcome in event.outcomes]
        ('ring8 / non-saturating', ['completed', 'completed'])

    Attributes:
        job: The cohort.
        outcomes: One for each trial.
    """

    job: Job
    outcomes: list[Outcome]


Listener: TypeAlias = "Callable[[CohortProgress | CohortFinished], None]"
"""Called with the progress and the outcome of each submitted cohort."""


class Executor(ABC):
    """Trains cohorts somewhere, and stores a record of each of their trials.

    A cohort that raises, or whose process dies, leaves records with the status "failed"; the other
    cohorts are trained all the same.

    Example:
        >>> import ganbench
        >>> class Queue(ganbench.Executor):
        ...     def __init__(self):
        ...         self.texts = []
        ...
        ...     def submit(self, job):
        ...         self.texts.append(job.dumps())  # to be sent to another machine
        ...
        ...     def join(self, listener):
        ...         pass  # would wait for that machine, and tell the listener of each cohort
        >>> queue = Queue()  # `ganbench.run(..., executor=queue)` submits cohorts to it
        >>> queue.submit(ganbench.Job(tuple(ganbench.plan("smoke")[:2]), folder))
        >>> ganbench.Job.loads(queue.texts[0]).name
        'ring8 / non-saturating'
    """

    @abstractmethod
    def submit(self, job: Job) -> None:
        """Accepts a cohort. Cohorts are trained in the order in which they are submitted."""

    @abstractmethod
    def join(self, listener: Listener) -> None:
        """Waits until every submitted cohort has its outcome.

        Where an exception ends it, training stops: finished trials are stored, and unfinished
        cohorts continue from their last checkpoint when they are submitted again.

        Args:
            listener: Called with the progress and with the outcome of each cohort.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed, and nothing trains any more.
        """
