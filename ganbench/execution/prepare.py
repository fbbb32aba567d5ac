"""From planned trials to the work that is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ganbench.engine.build import build_game
from ganbench.engine.cohort import Numerics
from ganbench.engine.cost import count
from ganbench.evaluation.evaluator import evaluator
from ganbench.execution.local import Crew
from ganbench.execution.work import Work
from ganbench.store import Store
from ganbench.suite.plan import Trial, cohorts
from ganbench.workloads import WORKLOADS


def pending(trials: Sequence[Trial], store: Store, retry_failed: bool) -> list[Trial]:
    """Returns the trials that the store has no record of.

    Args:
        trials: What the suite means.
        store: Where records are.
        retry_failed: Moves the records of failed trials aside and counts those trials as pending.
    """
    if retry_failed:
        for record in store.records([trial.id for trial in trials], samples=False):
            if record.status == "failed":
                store.retire(record.trial)
    done = set(store.ids())
    return [trial for trial in trials if trial.id not in done]


def check_data(workloads: Iterable[str]) -> None:
    """Makes sure that the data are there: better now than after an hour.

    Raises:
        GanbenchError: A data set is missing or damaged.
    """
    for name in workloads:
        evaluator(WORKLOADS[name], samples=2)


def works(trials: Sequence[Trial], folder: Path, numerics: Numerics, width: int) -> list[Work]:
    """Groups trials into cohorts, the longest first."""
    groups = cohorts(trials, width)
    return [Work(group, folder, numerics) for group in sorted(groups, key=_flops, reverse=True)]


def _flops(group: Sequence[Trial]) -> int:
    """How much a cohort computes: the longest start first, so that none is left for the end."""
    first = group[0]
    workload = WORKLOADS[first.workload]
    try:
        step = count(build_game(first.config["method"], workload), workload).flops
    except Exception:  # a plugin's mistake, which its worker will tell of in a record
        return 0
    steps: int = first.config["budget"]["generator_steps"]
    return len(group) * steps * step


def crew(cohorts: int, device: str, workers: int | None, threads: int | None) -> Crew:
    """Shares the machine: on a CPU a process for each core, on an accelerator one in all.

    Small networks gain more from a second process than from a second thread.
    """
    cores = os.cpu_count() or 1
    many = cores if device == "cpu" else 1
    workers = workers or max(1, min(many, cohorts))
    return Crew(workers, threads or max(1, cores // workers))
