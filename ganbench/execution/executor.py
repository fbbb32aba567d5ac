"""What trains cohorts: one small interface, so that another place to train is one more class."""

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
        outcomes: One a trial.
    """

    job: Job
    outcomes: list[Outcome]


Hear: TypeAlias = "Callable[[CohortProgress | CohortFinished], None]"
"""Is told how the submitted cohorts are doing."""


class Executor(ABC):
    """Trains cohorts somewhere, and stores a record of each of their trials.

    Whatever becomes of one cohort, the others go on: one that raises, or whose process dies, leaves
    records with the status "failed".
    """

    @abstractmethod
    def submit(self, job: Job) -> None:
        """Takes a cohort, to be trained in the order in which cohorts come."""

    @abstractmethod
    def join(self, hear: Hear) -> None:
        """Waits until every submitted cohort has its outcome.

        Left by an exception, it stops what trains: finished trials are stored, and the cohorts
        that were training go on from their last checkpoint when they are submitted again.

        Args:
            hear: Told of the progress and of the outcome of each cohort.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed, and nothing trains any more.
        """
