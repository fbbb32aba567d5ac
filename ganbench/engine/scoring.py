"""When and how the generators of a cohort are measured in the course of a run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, Protocol

import torch
from torch import Tensor

from ganbench.engine.cohort import Cohort
from ganbench.engine.progress import Progress, Row
from ganbench.engine.schedule import Schedule

Split = Literal["validation", "test"]


class Scorer(Protocol):
    """What measures samples; the trainer knows neither metrics nor data."""

    @property
    def samples(self) -> Mapping[Split, int]:
        """How many samples are measured against each split."""

    def measure(self, samples: Tensor, split: Split) -> Row:
        """Returns every metric of samples [n, *shape] against a split; NaN samples score NaN."""

    def improves(self, row: Row, best: Row | None) -> bool:
        """Whether an evaluation on the validation split beats the best one so far, if any."""


def evaluate(progress: Progress, cohort: Cohort, scorer: Scorer, schedule: Schedule) -> None:
    """Measures every seed on the validation split and remembers the best parameters.

    A seed that has diverged gets one last row, of NaN: what its frozen generator would score is
    not a result, and must not depend on how long its cohort goes on.

    Args:
        progress: Of the cohort; it gains a row a seed.
        cohort: Whose generators are measured.
        scorer: Measures their samples.
        schedule: Says of which evaluations samples are kept.
    """
    current = cohort.averaged_generator(progress.state)
    stream = f"evaluation/validation/{progress.step}"
    samples = cohort.samples(current, stream, scorer.samples["validation"])
    improved = torch.zeros(len(current), dtype=torch.bool)
    alive = progress.state.alive.tolist()
    for i, (history, own) in enumerate(zip(progress.histories, samples, strict=True)):
        if history.status == "diverged":
            continue
        if alive[i]:
            values = scorer.measure(own, "validation")
        else:
            history.status = "diverged"
            values = scorer.measure(torch.full_like(own, math.nan), "validation")
        row = {"step": progress.step, "train_seconds": progress.train_seconds, **values}
        if scorer.improves(row, history.best):
            history.best_step = progress.step
            improved[i] = True
        history.rows.append(row)
        if alive[i] and schedule.shown(progress.step):
            history.samples[progress.step] = own[: schedule.kept].cpu().numpy()
    progress.best = torch.where(improved.to(current.device)[:, None], current, progress.best)


def conclude(progress: Progress, cohort: Cohort, scorer: Scorer, schedule: Schedule) -> None:
    """Measures the best and the final generator of every seed on the test split.

    The final generator of a seed that diverged scores NaN, which the analysis counts as worst.

    Args:
        progress: Of the cohort; its histories gain their last evaluation, status and steps.
        cohort: Whose generators are measured.
        scorer: Measures their samples.
        schedule: Says how many steps a completed run has.
    """
    final = cohort.averaged_generator(progress.state)
    for name, params in (("best", progress.best), ("final", final)):
        samples = cohort.samples(params, "evaluation/test", scorer.samples["test"])
        for history, own in zip(progress.histories, samples, strict=True):
            lost = name == "final" and history.status == "diverged"
            measured = torch.full_like(own, math.nan) if lost else own
            history.evaluation[name] = scorer.measure(measured, "test")
    made = progress.state.step[: len(progress.histories)].tolist()
    for history, steps in zip(progress.histories, made, strict=True):
        history.steps = int(steps)
        if history.status != "diverged" and progress.step < schedule.steps:
            history.status = "timeout"
