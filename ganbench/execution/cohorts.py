"""From planned trials to the cohorts that are left to train."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.cost import count
from ganbench.execution.job import Job
from ganbench.execution.machine import processes
from ganbench.experiment.plan import cohorts
from ganbench.experiment.trial import Trial

_WIDEST = 16
"""Seeds of a cohort unless the user says otherwise: beyond that a CPU gains nothing more."""


def jobs(
    planned: Sequence[Trial],
    missing: Iterable[Trial],
    folder: Path,
    width: int | None,
    workers: int | None,
) -> list[Job]:
    """Groups trials into cohorts, the longest first.

    Who trains with whom follows from the suite, not from what is left of it: a cohort that was
    stopped is found again by its checkpoint.

    Args:
        planned: All trials of the suite.
        missing: Those to train.
        folder: Of the store.
        width: Seeds of a cohort at most; `None` lets no core of a CPU idle for want of cohorts.
        workers: Processes that will share the cohorts, if the user said so.
    """
    left = {trial.id for trial in missing}
    groups = [
        tuple(trial for trial in group if trial.id in left)
        for group in cohorts(planned, width or _width(planned, workers))
    ]
    return [Job(group, folder) for group in sorted(filter(None, groups), key=_flops, reverse=True)]


def _width(planned: Sequence[Trial], workers: int | None) -> int:
    if not planned:
        return 1
    number = workers or processes(planned[0].numerics.device)
    width, wanted = _WIDEST, min(number, len(planned))
    while width > 1 and len(cohorts(planned, width)) < wanted:
        width -= 1
    seeds = max(map(len, cohorts(planned, len(planned))))
    return math.ceil(seeds / math.ceil(seeds / width))  # 3 and 3 rather than 5 and 1


def _flops(group: Sequence[Trial]) -> int:
    """How much a cohort computes: the longest start first, so that none is left for the end."""
    first = group[0]
    try:
        game = compose(first.method, first.workload)
        if isinstance(game, Incompatible):
            return 0
        step = count(game, modified(first.method, first.workload), first.workload).flops
    except Exception:  # a plugin's mistake, which its worker will tell of in a record
        return 0
    return len(group) * first.budget.generator_steps * step
