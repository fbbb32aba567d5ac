"""A trial: one method on one workload with one seed, under a budget."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ganbench.engine.numerics import Numerics
from ganbench.engine.schedule import Schedule

if TYPE_CHECKING:
    from ganbench.methods.method import Method
    from ganbench.workloads import Workload

POINTS_SHOWN, PICTURES_SHOWN = 512, 36
"""Samples that are kept of an evaluation, to be drawn."""


@dataclass(frozen=True)
class Budget:
    """How long every trial may train.

    Attributes:
        generator_steps: Updates of the generator.
        seconds: Training seconds after which a trial ends as `timeout`; `None` for no limit.
    """

    generator_steps: int
    seconds: float | None = None


@dataclass(frozen=True)
class Evaluation:
    """When and on how much a generator is measured.

    Attributes:
        every: Generator steps between two evaluations.
        samples: Generated samples that are measured.
        final_samples: The same of the best and the final generator, at the end; as many as
            `samples` if `None`.
    """

    every: int
    samples: int = 2500
    final_samples: int | None = None


@dataclass(frozen=True)
class Plugin:
    """Code outside ganbench that a trial's numbers depend on.

    Attributes:
        name: A plugin file's path as the suite gives it, or "module.Class" of a class that was
            handed over as an object.
        sha256: Of the file or of the class's source, in hexadecimal.
    """

    name: str
    sha256: str


@dataclass(frozen=True)
class Trial:
    """One method on one workload with one seed: the unit that is run, stored and resumed.

    Attributes:
        method: With optimizers for both players.
        workload: As the suite changed it.
        seed: The training seed.
        budget: How long it trains.
        evaluation: When it is measured.
        numerics: Where and how it computes.
        plugins: What else its numbers depend on.
    """

    method: Method
    workload: Workload
    seed: int
    budget: Budget
    evaluation: Evaluation
    numerics: Numerics = field(default_factory=Numerics)
    plugins: tuple[Plugin, ...] = ()

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits: the same for the same numbers, and only then."""
        from ganbench.experiment.identity import identify

        return identify(self)

    @property
    def schedule(self) -> Schedule:
        """How long the engine trains and how often it measures."""
        return Schedule(
            steps=self.budget.generator_steps,
            every=self.evaluation.every,
            seconds=self.budget.seconds or math.inf,
            kept=POINTS_SHOWN if len(self.workload.shape) == 1 else PICTURES_SHOWN,
        )
