"""The events of a run, which its callback receives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ganbench.engine.numerics import Numerics
from ganbench.execution.executor import CohortFinished, CohortProgress
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine


@dataclass(frozen=True)
class RunStarted:
    """A run is about to train.

    Attributes:
        suite: The suite's name.
        folder: Where results go.
        planned: How many trials the suite has.
        jobs: The cohorts that are to be trained.
        machine: How the cohorts share the machine.
        numerics: Where and how they compute.
        notes: What the user should know: what is left out and why, a sentence each.
    """

    suite: str
    folder: Path
    planned: int
    jobs: tuple[Job, ...]
    machine: Machine
    numerics: Numerics
    notes: tuple[str, ...]


@dataclass(frozen=True)
class RunStopped:
    """Ctrl-C was pressed.

    Attributes:
        folder: Where results are.
        planned: How many trials the suite has.
        kept: How many of them are finished.
    """

    folder: Path
    planned: int
    kept: int


Event: TypeAlias = "RunStarted | CohortProgress | CohortFinished | RunStopped"
OnEvent: TypeAlias = "Callable[[Event], None]"


def ignore(event: Event) -> None:
    """Does nothing: a callback for a run that shows no progress."""
