"""What a finished trial measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ganbench.metrics.metric import Direction
from ganbench.metrics.sized import Sized


@dataclass(frozen=True)
class Scores:
    """A generator's metrics on the test split.

    Attributes:
        step: The generator step that it is of; `None` where no step is known.
        metrics: A value each; NaN where samples were not finite.
    """

    step: int | None = None
    metrics: Mapping[Sized, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetCondition:
    """What a metric has to reach.

    Attributes:
        metric: The metric, on as many samples as the validation split was measured with.
        threshold: The value to reach.
        direction: Which values are better; `None` where that was not recorded.
    """

    metric: Sized
    threshold: float
    direction: Direction | None = None


@dataclass(frozen=True)
class TargetReached:
    """A workload's target, and when training first reached it on the validation split.

    Attributes:
        conditions: All of them have to hold at one evaluation.
        steps: Generator steps until then; `None`: never.
        seconds: Seconds of a lone seed's training until then.
        passes: Passes of samples through a network until then.
    """

    conditions: tuple[TargetCondition, ...]
    steps: int | None = None
    seconds: float | None = None
    passes: float | None = None


@dataclass(frozen=True)
class TrialCost:
    """What a trial took; NaN for what is not known.

    Attributes:
        step_seconds: Seconds of a generator step with its discriminator steps, for a lone seed.
        passes_per_step: Passes of samples through a network in such a step.
        flops_per_step: Floating-point operations in such a step.
        train_seconds: Training seconds of the trial, its share of its cohort's.
        evaluation_seconds: Its share of the evaluation's seconds.
        storage_seconds: Its share of the seconds that checkpoints took.
    """

    step_seconds: float = math.nan
    passes_per_step: float = math.nan
    flops_per_step: float = math.nan
    train_seconds: float = math.nan
    evaluation_seconds: float = math.nan
    storage_seconds: float = math.nan


@dataclass(frozen=True)
class DataFacts:
    """Which data a trial was measured against.

    Attributes:
        content: A digest of the data set's content.
        range: The lowest and the highest value of a sample; infinite where it has no bound.
    """

    content: str
    range: tuple[float, float]


@dataclass(frozen=True)
class Measurements:
    """What a finished trial measured.

    Attributes:
        primary: The metric that ranks methods and chose the best checkpoint.
        direction: Which of its values are better.
        samples: Generated samples of an evaluation on the test split.
        real_samples: Real samples that they were compared with.
        steps: Generator steps made.
        best: Of the checkpoint that the validation split chose.
        final: Of the last generator; NaN where training diverged.
        diverged_at: The generator step after which a parameter was not finite; `None`: never.
        reference: What a perfect generator scores. A small data set has fewer samples for it.
        target: The workload's target; `None` where none is known.
        cost: What the trial took.
        data: Which data; `None` where that is not known.
        features: The extractors in use, with the SHA-256 of their weights.
    """

    primary: Sized
    direction: Direction
    samples: int | None
    real_samples: int | None
    steps: int | None
    best: Scores
    final: Scores
    diverged_at: int | None = None
    reference: Mapping[Sized, float] = field(default_factory=dict)
    target: TargetReached | None = None
    cost: TrialCost = TrialCost()
    data: DataFacts | None = None
    features: Mapping[str, str] = field(default_factory=dict)
