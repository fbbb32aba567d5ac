"""Trains one cohort and stores a record of each of its trials."""

from __future__ import annotations

import hashlib
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from ganbench.datasets.dataset import Dataset
from ganbench.engine.build import build_game, incompatibility, modify_networks
from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.clock import synchronize
from ganbench.engine.cohort import Cohort
from ganbench.engine.cost import Cost, count
from ganbench.engine.game import Game
from ganbench.engine.numerics import Numerics
from ganbench.engine.trainer import Observe, Progress, Schedule, Seed, train
from ganbench.evaluation.evaluator import Evaluator, evaluator
from ganbench.execution.environment import environment
from ganbench.metrics import METRICS
from ganbench.metrics.sized import sized
from ganbench.store import Record, Store
from ganbench.suite.plan import Trial
from ganbench.workloads import Target, Workload

_TIMED_STEPS = 10


@dataclass(frozen=True)
class Work:
    """A cohort as it is handed to a worker.

    Attributes:
        trials: Of one method and one workload; they differ in their seeds alone.
        store: The results folder.
        numerics: Where and how to compute.
    """

    trials: tuple[Trial, ...]
    store: Path
    numerics: Numerics

    @property
    def name(self) -> str:
        """The workload and the method, for people."""
        return f"{self.trials[0].workload} / {self.trials[0].method}"

    @property
    def checkpoint(self) -> Checkpoint:
        """Where this very set of trials keeps its progress."""
        ids = hashlib.sha256("".join(t.id for t in self.trials).encode()).hexdigest()[:12]
        return Checkpoint(self.store / ".checkpoints" / f"{ids}.safetensors")


def perform(work: Work, observe: Observe) -> list[Record]:
    """Trains and stores a cohort.

    Args:
        work: Which trials.
        observe: Told of the progress after every step.

    Returns:
        The records, which are stored already.
    """
    config = work.trials[0].config
    plain = work.trials[0].made_for
    reason = incompatibility(config["method"], plain)
    if reason:
        return unmade(work, "skipped", reason)
    workload = modify_networks(config["method"], plain)
    sizes = config["evaluate"]
    measure = evaluator(workload, sizes["samples"], sizes["final_samples"])
    game = build_game(config["method"], workload)
    cohort = Cohort(game, workload, measure.dataset, [t.seed for t in work.trials], work.numerics)
    progress = train(cohort, measure, _schedule(config, workload), work.checkpoint, observe)
    seconds = step_seconds(game, workload, measure.dataset, work.numerics)
    cost, reference = count(game, workload, plain), measure.reference("test")
    surroundings = environment(work.numerics.device)
    store = Store.open(work.store)
    records = []
    for trial, seed in zip(work.trials, progress.seeds, strict=True):
        evaluation = _evaluation(seed, progress, workload, measure, cost, seconds)
        records.append(
            Record(
                **_identity(trial),
                environment=surroundings,
                status=seed.status,
                reason=_reason(seed),
                history=pd.DataFrame(seed.history),
                evaluation=evaluation | {"reference": reference},
                samples=seed.samples,
            )
        )
        store.write(records[-1])
    work.checkpoint.remove()
    return records


def unmade(
    work: Work, status: Literal["failed", "skipped"], reason: str, traceback: str = ""
) -> list[Record]:
    """Stores a record that says why for each of the trials that has none."""
    store = Store.open(work.store)
    done = set(store.ids())
    records = [
        Record(
            **_identity(trial),
            environment=environment(work.numerics.device),
            status=status,
            reason=reason,
            evaluation={"traceback": traceback} if traceback else {},
        )
        for trial in work.trials
        if trial.id not in done
    ]
    for record in records:
        store.write(record)
    return records


def step_seconds(game: Game, workload: Workload, data: Dataset, numerics: Numerics) -> float:
    """Times a generator step with all its discriminator steps for a single seed, alone.

    Cohorts share the cost of a step among their seeds in a way that differs between methods;
    seconds to the target are therefore steps times this.

    Returns:
        The median over a few steps after the first two, in seconds.
    """
    cohort = Cohort(game, workload, data, [0], numerics, alone=True)
    state = cohort.init()
    seconds = []
    for step in range(_TIMED_STEPS + 2):
        synchronize(state.step.device)
        start = time.perf_counter()
        state = cohort.step(state, step)
        synchronize(state.step.device)
        seconds.append(time.perf_counter() - start)
    return sorted(seconds[2:])[_TIMED_STEPS // 2]


def _identity(trial: Trial) -> dict[str, Any]:
    """The fields of a record that say which trial it is of."""
    names = ("method", "workload", "seed", "config")
    return {"trial": trial.id, **{name: getattr(trial, name) for name in names}}


def _schedule(config: dict[str, Any], workload: Workload) -> Schedule:
    budget, evaluate = config["budget"], config["evaluate"]
    return Schedule(
        steps=budget["generator_steps"],
        every=evaluate["every"],
        seconds=budget["seconds"] or math.inf,
        kept=512 if len(workload.shape) == 1 else 36,
    )


def _evaluation(
    seed: Seed,
    progress: Progress,
    workload: Workload,
    measure: Evaluator,
    cost: Cost,
    seconds: float,
) -> dict[str, Any]:
    """What `Record.evaluation` holds, without the reference."""
    target, primary = workload.target, METRICS[measure.metrics[0]]
    looked, ended = measure.samples["validation"], measure.samples["test"]
    column = sized(target.metric, looked)
    reached = next((r["step"] for r in seed.history if _reaches(r[column], target)), None)
    clock, width = progress.clock, len(progress.seeds)
    return {
        "primary": sized(primary.name, ended),
        "direction": primary.direction,
        "samples": ended,
        "real_samples": len(measure.dataset.split("test", ended)),
        "data": {"content": measure.dataset.content, "range": list(measure.dataset.range)},
        "features": measure.features(),
        "best": {"step": seed.best_step, "metrics": seed.evaluation["best"]},
        "final": {"step": seed.steps, "metrics": seed.evaluation["final"]},
        "target": {
            "metric": column,
            "threshold": target.threshold,
            "steps": reached,
            "seconds": None if reached is None else reached * seconds,
            "passes": None if reached is None else reached * cost.passes,
        },
        "cost": {
            "step_seconds": seconds,
            "passes_per_step": cost.passes,
            "flops_per_step": cost.flops,
            "train_seconds": progress.train_seconds,
            "evaluation_seconds": clock.evaluation / width,
            "storage_seconds": clock.storage / width,
        },
        "steps": seed.steps,
        "diverged_at": seed.steps if seed.status == "diverged" else None,
    }


def _reaches(value: float, target: Target) -> bool:
    lower = METRICS[target.metric].direction == "lower"
    return value <= target.threshold if lower else value >= target.threshold


def _reason(seed: Seed) -> str | None:
    return {
        "completed": None,
        "diverged": f"a parameter stopped being finite after generator step {seed.steps}",
        "timeout": f"the budget's seconds were over after generator step {seed.steps}",
    }[seed.status]
