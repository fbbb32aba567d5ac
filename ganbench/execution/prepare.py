"""From planned trials to the work that is left."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from ganbench.engine.build import build_game, modify_networks
from ganbench.engine.cost import count
from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.evaluation.evaluator import left_out
from ganbench.execution.local import Crew
from ganbench.execution.work import Work
from ganbench.store import Store
from ganbench.suite.plan import Trial, cohorts
from ganbench.workloads import Workload

_WIDEST = 16
"""Seeds of a cohort unless the user says otherwise: beyond that a CPU gains nothing more."""


def pending(trials: Sequence[Trial], store: Store, retry_failed: bool) -> list[Trial]:
    """Returns the trials that the store has no record of.

    Args:
        trials: What the suite means.
        store: Where records are.
        retry_failed: Moves records that say "failed", and damaged ones, aside and counts those
            trials as pending.
    """
    done = set(store.ids())
    if retry_failed:
        for trial in trials:
            if trial.id in done and (why := _unusable(store, trial.id)):
                store.retire(trial.id, why)
                done.remove(trial.id)
    return [trial for trial in trials if trial.id not in done]


def _unusable(store: Store, trial: str) -> Literal["failed", "damaged"] | None:
    try:
        status = store.read(trial, samples=False).status
    except GanbenchError:
        return "damaged"
    return "failed" if status == "failed" else None


def check_data(workloads: Iterable[Workload]) -> list[str]:
    """Makes sure that data and features are there: better now than after an hour.

    Returns:
        What is left out of the last evaluation, and why, a sentence each.

    Raises:
        GanbenchError: A data set is missing or damaged, or has too few samples.
    """
    return list(dict.fromkeys(line for workload in workloads for line in left_out(workload)))


def works(
    trials: Sequence[Trial],
    left: Iterable[Trial],
    folder: Path,
    numerics: Numerics,
    width: int | None,
    workers: int | None,
) -> list[Work]:
    """Groups trials into cohorts, the longest first.

    Who trains with whom follows from the suite, not from what is left of it: a cohort that was
    stopped is found again by its checkpoint.

    Args:
        trials: All of the suite.
        left: Those to train.
        folder: Of the store.
        numerics: Of all of them.
        width: Seeds of a cohort at most; `None` lets no core of a CPU idle for want of cohorts.
        workers: Processes that will share the cohorts, if the user said so.
    """
    missing = {trial.id for trial in left}
    whole = cohorts(trials, width or _width(trials, numerics.device, workers))
    groups = [tuple(trial for trial in group if trial.id in missing) for group in whole]
    groups = sorted(filter(None, groups), key=_flops, reverse=True)
    return [Work(group, folder, numerics) for group in groups]


def _width(trials: Sequence[Trial], device: str, workers: int | None) -> int:
    processes = workers or (_cores() if device == "cpu" else 1)
    width, wanted = _WIDEST, min(processes, len(trials))
    while width > 1 and len(cohorts(trials, width)) < wanted:
        width -= 1
    seeds = max(map(len, cohorts(trials, len(trials) or 1)), default=1)
    return math.ceil(seeds / math.ceil(seeds / width))  # 3 and 3 rather than 5 and 1


def _flops(group: Sequence[Trial]) -> int:
    """How much a cohort computes: the longest start first, so that none is left for the end."""
    first = group[0]
    try:
        plain = first.made_for
        workload = modify_networks(first.config["method"], plain)
        step = count(build_game(first.config["method"], workload), workload, plain).flops
    except Exception:  # a plugin's mistake, which its worker will tell of in a record
        return 0
    steps: int = first.config["budget"]["generator_steps"]
    return len(group) * steps * step


def crew(cohorts: int, device: str, workers: int | None, threads: int | None) -> Crew:
    """Shares the machine: on a CPU a process for each core, on an accelerator one in all.

    Small networks gain more from a second process than from a second thread. Threads that the
    user did not count are no more than OMP_NUM_THREADS allows.
    """
    cores = _cores()
    many = cores if device == "cpu" else 1
    workers = workers or max(1, min(many, cohorts))
    return Crew(workers, threads or max(1, min(cores // workers, _allowed_threads())))


def _cores() -> int:
    """The cores that this process may use; a batch system may lend it a few of many."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _allowed_threads() -> int:
    """OpenMP's limit where one is set; of a list, which is for nested regions, the first."""
    limit = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    return int(limit) if limit.isdecimal() and int(limit) else sys.maxsize
