"""The training loop."""

from __future__ import annotations

from collections.abc import Callable

from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.clock import Clock
from ganbench.engine.cohort import Cohort
from ganbench.engine.progress import History, Progress, pack, unpack
from ganbench.engine.schedule import Schedule
from ganbench.engine.scoring import Scorer, conclude, evaluate

Observe = Callable[[Progress], None]


def train(
    cohort: Cohort,
    scorer: Scorer,
    schedule: Schedule,
    checkpoint: Checkpoint,
    observe: Observe,
) -> Progress:
    """Trains a cohort to the end of its budget and evaluates it on schedule.

    Args:
        cohort: Seeds of one method on one workload.
        scorer: Measures samples against a split.
        schedule: How long to train and how often to evaluate.
        checkpoint: Where progress is kept; training goes on from there, to the bit.
        observe: Told of the progress after every step; must not touch tensors.
    """
    progress = _resumed(cohort, checkpoint) or _begun(cohort, scorer, schedule)
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
            evaluate(progress, cohort, scorer, schedule)
        if schedule.saved(due):
            with clock.charging("storage"):
                checkpoint.save(*pack(progress))
    with clock.charging("evaluation"):
        conclude(progress, cohort, scorer, schedule)
    return progress


def _begun(cohort: Cohort, scorer: Scorer, schedule: Schedule) -> Progress:
    state = cohort.init()
    params = cohort.averaged_generator(state)
    progress = Progress(state, params, [History() for _ in cohort.seeds], Clock(params.device))
    with progress.clock.charging("evaluation"):
        evaluate(progress, cohort, scorer, schedule)
    return progress


def _resumed(cohort: Cohort, checkpoint: Checkpoint) -> Progress | None:
    empty = cohort.init()
    saved = checkpoint.load(empty.step.device)
    return unpack(*saved, like=empty) if saved else None
