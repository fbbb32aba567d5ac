"""From planned trials to the cohorts that are left to train."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.cost import count
from ganbench.execution.job import Job
from ganbench.execution.machine import processes
from ganbench.experiment.grouping import groups
from ganbench.experiment.trial import Trial

_WIDEST = 32
"""Trials of a cohort unless the user says otherwise: beyond 16 a step of a CPU gains nothing more,
and each cohort records its step anew."""


def jobs(
    planned: Sequence[Trial],
    missing: Iterable[Trial],
    folder: Path,
    width: int | None,
    workers: int | None,
) -> list[Job]:
    """Groups trials into cohorts, the longest first.

    Cohorts are formed of all planned trials, not of the missing ones: one that was stopped then has
    the same trials again, by which its checkpoint is found.

    Args:
        planned: All trials of the suite.
        missing: Those to train.
        folder: The results folder.
        width: The largest number of seeds in a cohort; `None` for one with which every process has
            a cohort.
        workers: Processes that will share the cohorts; `None` for as many as the device can use.
    """
    left = {trial.id for trial in missing}
    alike = groups(planned)
    formed = [
        tuple(trial for trial in cohort if trial.id in left)
        for cohort in _cohorts(alike, width or _width(alike, workers))
    ]
    return [Job(it, folder) for it in sorted(filter(None, formed), key=_flops, reverse=True)]


def _cohorts(alike: Sequence[tuple[Trial, ...]], width: int) -> list[tuple[Trial, ...]]:
    """Cuts groups into cohorts of at most `width` trials."""
    return [group[i : i + width] for group in alike for i in range(0, len(group), width)]


def _width(alike: Sequence[tuple[Trial, ...]], workers: int | None) -> int:
    if not alike:
        return 1
    number = workers or processes(alike[0][0].numerics.device)
    width, wanted = _WIDEST, min(number, sum(map(len, alike)))
    while width > 1 and len(_cohorts(alike, width)) < wanted:
        width -= 1
    most = max(map(len, alike))
    return math.ceil(most / math.ceil(most / width))  # 3 and 3 rather than 5 and 1


def _flops(group: Sequence[Trial]) -> int:
    """Returns the operations that a cohort takes, by which the longest cohorts start first."""
    first = group[0]
    try:
        game = compose(first.method, first.workload)
        if isinstance(game, Incompatible):
            return 0
        step = count(game, modified(first.method, first.workload), first.workload).flops
    except Exception:  # a plugin's mistake, which its worker will write into a record
        return 0
    return len(group) * first.budget.generator_steps * step
