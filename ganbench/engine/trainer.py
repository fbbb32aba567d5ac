"""The training loop."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.clock import Clock
from ganbench.engine.cohort import Cohort
from ganbench.engine.game import State
from ganbench.evaluation.evaluator import Evaluator
from ganbench.metrics import METRICS
from ganbench.metrics.sized import sized

Status = Literal["completed", "diverged", "timeout"]


@dataclass(frozen=True)
class Schedule:
    """How long to train and how often to look.

    Attributes:
        steps: Generator steps.
        every: Generator steps between two evaluations; the first and the last are always made.
        seconds: Training seconds of a trial, its share of its cohort's, after which it is stopped
            at its next evaluation; infinite for none.
        kept: Samples that are kept of each shown evaluation.
    """

    steps: int
    every: int
    seconds: float = math.inf
    kept: int = 512

    def evaluations(self, after: int) -> Iterator[int]:
        """Yields the steps at which to evaluate, later than `after`."""
        yield from range((after // self.every + 1) * self.every, self.steps, self.every)
        if after < self.steps:
            yield self.steps

    def shown(self, step: int) -> bool:
        """Whether samples of this evaluation are kept: about six, evenly, first and last."""
        stride = max(1, math.ceil(self.steps / self.every / 5)) * self.every
        return step % stride == 0 or step == self.steps


@dataclass
class Seed:
    """What is known of one seed so far.

    Attributes:
        history: One row an evaluation: `step`, `train_seconds` and the validation metrics.
        best_step: Where the primary metric was best on the validation split.
        samples: Samples to show, by "step-000250", arrays [n, *shape].
        evaluation: Metrics on the test split, of the best and of the final checkpoint.
        status: How training ended; "completed" until something else is known.
        steps: Generator steps made, frozen ones not counted.
    """

    history: list[dict[str, float]] = field(default_factory=list)
    best_step: int = 0
    samples: dict[str, np.ndarray[Any, Any]] = field(default_factory=dict)
    evaluation: dict[str, dict[str, float]] = field(default_factory=dict)
    status: Status = "completed"
    steps: int = 0


@dataclass
class Progress:
    """All that a run in progress is: what a checkpoint holds."""

    state: State
    best: Tensor
    seeds: list[Seed]
    clock: Clock
    step: int = 0

    @property
    def train_seconds(self) -> float:
        """Training seconds of one trial: its share of all games, of which a lone seed has two."""
        return self.clock.train / len(self.state.step)


Observe = Callable[[Progress], None]


def train(
    cohort: Cohort,
    evaluator: Evaluator,
    schedule: Schedule,
    checkpoint: Checkpoint,
    observe: Observe,
) -> Progress:
    """Trains a cohort to the end of its budget and evaluates it on schedule.

    Args:
        cohort: Seeds of one method on one workload.
        evaluator: Measures samples against a split.
        schedule: How long to train and how often to evaluate.
        checkpoint: Where progress is kept; resumes from there, to the bit.
        observe: Told of the progress after every step; must not touch tensors.
    """
    progress = _resume(cohort, checkpoint) or _begin(cohort, evaluator, schedule)
    clock = progress.clock
    cohort.step(cohort.init(), 0)  # records and compiles: time that is not the method's
    for due in schedule.evaluations(progress.step):
        if progress.train_seconds > schedule.seconds or not progress.state.alive.any():
            break
        with clock.charging("train"):
            while progress.step < due:
                progress.state = cohort.step(progress.state, progress.step)
                progress.step += 1
                observe(progress)
        with clock.charging("evaluation"):
            evaluate(progress, cohort, evaluator, schedule)
        with clock.charging("storage"):
            save(progress, checkpoint)
    with clock.charging("evaluation"):
        conclude(progress, cohort, evaluator, schedule)
    return progress


def evaluate(progress: Progress, cohort: Cohort, evaluator: Evaluator, schedule: Schedule) -> None:
    """Measures every seed on the validation split and remembers the best parameters.

    A seed that has diverged gets one last row, of NaN: what its frozen generator would score is
    not a result, and must not depend on how long its cohort goes on.
    """
    primary = METRICS[evaluator.metrics[0]]
    current = cohort.averaged_generator(progress.state)
    stream = f"evaluation/validation/{progress.step}"
    size = evaluator.samples["validation"]
    samples = cohort.samples(current, stream, size)
    column = sized(primary.name, size)
    improved = torch.zeros(len(current), dtype=torch.bool)
    alive = progress.state.alive.tolist()
    for i, (seed, own) in enumerate(zip(progress.seeds, samples, strict=True)):
        if seed.status == "diverged":
            continue
        if alive[i]:
            row = evaluator.measure(own, "validation")
        else:
            lost = torch.full_like(own, math.nan)
            seed.status, row = "diverged", evaluator.measure(lost, "validation")
        best = [r[column] for r in seed.history if r["step"] == seed.best_step]
        if not best or primary.better(row[column], best[0]):
            seed.best_step = progress.step
            improved[i] = True
        seed.history.append({"step": progress.step, "train_seconds": progress.train_seconds, **row})
        if alive[i] and schedule.shown(progress.step):
            seed.samples[f"step-{progress.step:06d}"] = own[: schedule.kept].cpu().numpy()
    progress.best = torch.where(improved.to(current.device)[:, None], current, progress.best)


def conclude(progress: Progress, cohort: Cohort, evaluator: Evaluator, schedule: Schedule) -> None:
    """Measures the best and the final generator of every seed on the test split.

    The final generator of a seed that diverged scores NaN, which the analysis counts as worst.
    """
    parameters = {"best": progress.best, "final": cohort.averaged_generator(progress.state)}
    for name, params in parameters.items():
        samples = cohort.samples(params, "evaluation/test", evaluator.samples["test"])
        for seed, own in zip(progress.seeds, samples, strict=True):
            if name == "final" and seed.status == "diverged":
                own = torch.full_like(own, math.nan)
            seed.evaluation[name] = evaluator.measure(own, "test")
    for seed, made in zip(progress.seeds, progress.state.step.tolist(), strict=False):
        seed.steps = int(made)
        if seed.status != "diverged" and progress.step < schedule.steps:
            seed.status = "timeout"


def _begin(cohort: Cohort, evaluator: Evaluator, schedule: Schedule) -> Progress:
    state = cohort.init()
    params = cohort.averaged_generator(state)
    progress = Progress(state, params, [Seed() for _ in cohort.seeds], Clock(params.device))
    with progress.clock.charging("evaluation"):
        evaluate(progress, cohort, evaluator, schedule)
    return progress


def save(progress: Progress, checkpoint: Checkpoint) -> None:
    """Writes all of the progress; see `_resume` for the way back."""
    leaves = pytree.tree_leaves(progress.state)
    tensors = {f"state/{i}": leaf for i, leaf in enumerate(leaves)} | {"best": progress.best}
    seeds = []
    for i, seed in enumerate(progress.seeds):
        tensors |= {f"samples/{i}/{k}": torch.from_numpy(v) for k, v in seed.samples.items()}
        seeds.append({"history": seed.history, "best_step": seed.best_step, "status": seed.status})
    clock = progress.clock
    clocks = {"train": clock.train, "evaluation": clock.evaluation, "storage": clock.storage}
    checkpoint.save(tensors, {"step": progress.step, "seeds": seeds, "clock": clocks})


def _resume(cohort: Cohort, checkpoint: Checkpoint) -> Progress | None:
    empty = cohort.init()
    saved = checkpoint.load(empty.step.device)
    if saved is None:
        return None
    tensors, plain = saved
    leaves, structure = pytree.tree_flatten(empty)
    state = pytree.tree_unflatten([tensors[f"state/{i}"] for i in range(len(leaves))], structure)
    seeds = [Seed(s["history"], s["best_step"], status=s["status"]) for s in plain["seeds"]]
    for name, tensor in tensors.items():
        if name.startswith("samples/"):
            _, i, step = name.split("/")
            seeds[int(i)].samples[step] = tensor.cpu().numpy()
    clock = Clock(empty.step.device, **plain["clock"])
    return Progress(state, tensors["best"], seeds, clock, plain["step"])
