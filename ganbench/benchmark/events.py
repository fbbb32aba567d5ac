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

    Example:
        >>> import ganbench
        >>> def at_most_ten(event):
        ...     if isinstance(event, ganbench.RunStarted) and event.planned > 10:
        ...         raise RuntimeError(f"{event.suite} has {event.planned} trials")
        >>> ganbench.run("smoke", out=folder, on_event=at_most_ten)
        Traceback (most recent call last):
        RuntimeError: smoke has 12 trials

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

    Example:
        >>> import contextlib
        >>> import ganbench
        >>> def listen(event):
        ...     if isinstance(event, ganbench.RunStarted):
        ...         raise KeyboardInterrupt  # as Ctrl-C does
        ...     if isinstance(event, ganbench.RunStopped):
        ...         print(f"{event.kept} of {event.planned} trials are finished")
        >>> with contextlib.suppress(KeyboardInterrupt):
        ...     results = ganbench.run("smoke", out=folder, on_event=listen)
        0 of 12 trials are finished

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
    """Does nothing: a callback for a run that shows no progress.

    Example:
        >>> import ganbench
        >>> quiet = True
        >>> on_event = ganbench.ignore if quiet else print  # an argument of `ganbench.run`
        >>> on_event(ganbench.RunStopped(folder, planned=12, kept=5))
    """
