"""How a machine's cores are shared among cohorts."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from ganbench.experiment.suite import PluginFile


@dataclass(frozen=True)
class Machine:
    """How many processes train at a time, and with what.

    Attributes:
        workers: Processes at a time.
        threads: Threads of each.
        plugins: Plugin files that each process runs first.
    """

    workers: int
    threads: int
    plugins: tuple[PluginFile, ...] = ()


def share_machine(
    cohorts: int,
    device: str,
    workers: int | None,
    threads: int | None,
    plugins: tuple[PluginFile, ...] = (),
) -> Machine:
    """Plans how cohorts share the machine: a process for each core of a CPU, one for a GPU.

    Small networks gain more from a second process than from a second thread. Unless
    `threads` is given, a process has no more threads than OMP_NUM_THREADS allows.

    Args:
        cohorts: How many there are to train.
        device: What they train on.
        workers: Processes at a time; `None` to choose.
        threads: Threads of each process; `None` to choose.
        plugins: Plugin files that each process runs first.
    """
    number = workers or max(1, min(processes(device), cohorts))
    own = threads or max(1, min(cores() // number, _allowed_threads()))
    return Machine(number, own, plugins)


def processes(device: str) -> int:
    """Returns how many processes a device can keep busy."""
    return cores() if device == "cpu" else 1


def cores() -> int:
    """Returns the cores that this process may use; a batch system may lend it a few of many."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _allowed_threads() -> int:
    """OpenMP's limit where one is set; of a list, which is for nested regions, the first."""
    limit = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    return int(limit) if limit.isdecimal() and int(limit) else sys.maxsize
