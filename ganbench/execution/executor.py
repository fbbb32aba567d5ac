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
