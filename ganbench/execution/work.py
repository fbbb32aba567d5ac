"""Trains one cohort and stores a record of each of its trials."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import pandas as pd

from ganbench.datasets.dataset import Dataset
from ganbench.engine.clock import synchronize
from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.cost import Cost, count
from ganbench.engine.game import Game
from ganbench.engine.numbers import numbers
from ganbench.engine.numerics import Numerics
from ganbench.engine.players_cohort import cohort_class
from ganbench.engine.progress import History, Progress
from ganbench.engine.trainer import Observe, train
from ganbench.evaluation.evaluator import Evaluator, evaluator
from ganbench.evaluation.players import PlayersEvaluator
from ganbench.evaluation.target import meets
from ganbench.execution.environment import environment
from ganbench.execution.job import Job
from ganbench.experiment.grouping import groups
from ganbench.experiment.trial import Trial
from ganbench.metrics import METRICS
from ganbench.metrics.sized import Sized
from ganbench.store import Record, Status, Store
from ganbench.store.measurements import (
    DataFacts,
    Measurements,
    Scores,
    TargetCondition,
    TargetReached,
    TrialCost,
)
from ganbench.workloads import Condition, Workload

_TIMED_STEPS = 10


def run_job(job: Job, observe: Observe) -> list[Record]:
    """Trains and stores a cohort.

    Args:
        job: The cohort.
        observe: Called with the progress after every step.

    Returns:
        The records, which are stored already.

    Raises:
        ValueError: The trials' steps are not one recording.
    """
    first = job.trials[0]
    method, plain, numerics = first.method, first.workload, first.numerics
    game = compose(method, plain)
    if isinstance(game, Incompatible):
        return store_unmeasured(job, "skipped", game.reason)
    if len(groups(job.trials)) > 1:
        raise ValueError(f"{job.name}: expected methods that differ in inputs of the step alone")
    workload = modified(method, plain)
    sizes = first.evaluation
    measure = evaluator(workload, sizes.samples, sizes.final_samples)
    own = {trial.method.name: numbers(_composed(trial)) for trial in job.trials}
    cohort = cohort_class(workload)(
        game,
        workload,
        measure.dataset,
        [trial.seed for trial in job.trials],
        numerics,
        settings=[own[trial.method.name] for trial in job.trials],
    )
    progress = train(cohort, measure, first.schedule, job.checkpoint, observe)
    seconds = step_seconds(game, workload, measure.dataset, numerics)
    cost, reference = count(game, workload, plain), measure.reference("test")
    store = Store.open(job.store)
    records = []
    for trial, seed in zip(job.trials, progress.histories, strict=True):
        measured = _measurements(seed, progress, workload, measure, cost, seconds)
        records.append(
            replace(
                _unmeasured(trial, seed.status, _reason(seed)),
                history=pd.DataFrame(seed.rows),
                measurements=replace(measured, reference=_sized(reference)),
                samples=seed.samples,
            )
        )
        store.write(records[-1])
    job.checkpoint.remove()
    return records


def _composed(trial: Trial) -> Game:
    """The game of a trial whose method is known to suit its workload."""
    game = compose(trial.method, trial.workload)
    assert not isinstance(game, Incompatible)  # the first of its cohort is none
    return game


def store_unmeasured(
    job: Job, status: Literal["failed", "skipped"], reason: str, traceback: str = ""
) -> list[Record]:
    """Stores a record without measurements for each of a cohort's trials that has none.

    Args:
        job: The cohort.
        status: How its trials ended.
        reason: Why.
        traceback: Where they broke off, if they did.

    Returns:
        The records, which are stored already.
    """
    store = Store.open(job.store)
    done = set(store.ids())
    records = [
        _unmeasured(trial, status, reason, traceback or None)
        for trial in job.trials
        if trial.id not in done
    ]
    for record in records:
        store.write(record)
    return records


def step_seconds(game: Game, workload: Workload, data: Dataset, numerics: Numerics) -> float:
    """Times a generator step with all its discriminator steps for a single seed, alone.

    Cohorts share the cost of a step among their seeds in a way that differs between methods;
    seconds to the target are therefore steps times this.

    Args:
        game: The game.
        workload: The workload, as the method's stabilizers changed it.
        data: The workload's data.
        numerics: Where and how the step computes.

    Returns:
        The median over a few steps after the first two, in seconds.
    """
    cohort = cohort_class(workload)(game, workload, data, [0], numerics, alone=True)
    state = cohort.init()
    seconds = []
    for step in range(_TIMED_STEPS + 2):
        synchronize(state.step.device)
        start = time.perf_counter()
        state = cohort.step(state, step)
        synchronize(state.step.device)
        seconds.append(time.perf_counter() - start)
    return sorted(seconds[2:])[_TIMED_STEPS // 2]


def _unmeasured(
    trial: Trial, status: Status, reason: str | None, traceback: str | None = None
) -> Record:
    """A trial's record without anything that was measured.

    Args:
        trial: The trial.
        status: How it ended.
        reason: Why, where it is not completed.
        traceback: Where it broke off, if it did.
    """
    return Record(
        trial=trial.id,
        method=trial.method.name,
        workload=trial.workload.name,
        seed=trial.seed,
        config=trial.to_json(),
        environment=environment(trial.numerics.device),
        status=status,
        reason=reason,
        traceback=traceback,
    )


def _measurements(
    seed: History,
    progress: Progress,
    workload: Workload,
    measure: Evaluator | PlayersEvaluator,
    cost: Cost,
    seconds: float,
) -> Measurements:
    """What a seed measured, without the reference."""
    primary = METRICS[measure.metrics[0]]
    looked, ended = measure.samples["validation"], measure.samples["test"]
    conditions = tuple(_condition(each, looked) for each in workload.target.conditions)
    solved = (int(row["step"]) for row in seed.rows if meets(workload.target, row, looked))
    reached = next(solved, None)
    clock, width, data = progress.clock, len(progress.histories), measure.dataset
    return Measurements(
        primary=Sized(primary.name, ended),
        direction=primary.direction,
        samples=ended,
        real_samples=len(data.split("test", ended)),
        steps=seed.steps,
        best=Scores(seed.best_step, _sized(seed.evaluation["best"])),
        final=Scores(seed.steps, _sized(seed.evaluation["final"])),
        diverged_at=seed.steps if seed.status == "diverged" else None,
        target=TargetReached(
            conditions=conditions,
            steps=reached,
            seconds=None if reached is None else reached * seconds,
            passes=None if reached is None else reached * cost.passes,
        ),
        cost=TrialCost(
            step_seconds=seconds,
            passes_per_step=cost.passes,
            flops_per_step=cost.flops,
            train_seconds=progress.train_seconds,
            evaluation_seconds=clock.evaluation / width,
            storage_seconds=clock.storage / width,
        ),
        data=DataFacts(data.content, data.range),
        features=measure.features(),
    )


def _sized(metrics: Mapping[str, float]) -> dict[Sized, float]:
    return {Sized.parse(name): value for name, value in metrics.items()}


def _condition(condition: Condition, samples: int) -> TargetCondition:
    direction = METRICS[condition.metric].direction
    return TargetCondition(Sized(condition.metric, samples), condition.threshold, direction)


def _reason(seed: History) -> str | None:
    return {
        "completed": None,
        "diverged": f"a parameter stopped being finite after generator step {seed.steps}",
        "timeout": f"the budget's seconds were over after generator step {seed.steps}",
    }[seed.status]
