"""The settings of a trial: its budget, its evaluation and the plugins it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, Unit

from ganbench.bounds import Bounded, Positive

MAX_STEPS = 100_000_000
MAX_SAMPLES = 1_000_000

Steps = Annotated[int, Ge(1), Le(MAX_STEPS), Unit("steps")]
Samples = Annotated[int, Ge(1), Le(MAX_SAMPLES), Unit("samples")]


@dataclass(frozen=True)
class Budget(Bounded):
    """How long every trial may train.

    Example:
        >>> import ganbench
        >>> ganbench.Budget(generator_steps=300, seconds=60)
        Budget(generator_steps=300, seconds=60.0)

    Attributes:
        generator_steps: Updates of the generator.
        seconds: Training seconds after which a trial ends as `timeout`; `None` for no limit.
    """

    generator_steps: Steps
    seconds: Positive | None = None


@dataclass(frozen=True)
class Evaluation(Bounded):
    """When and on how much a generator is measured.

    Example:
        >>> import ganbench
        >>> ganbench.Evaluation(every=100, final_samples=10000)
        Evaluation(every=100, samples=2500, final_samples=10000)

    Attributes:
        every: Generator steps between two evaluations.
        samples: Generated samples that are measured.
        final_samples: Generated samples of the best and of the final generator that are measured at
            the end; as many as `samples` if `None`.
    """

    every: Steps
    samples: Samples = 2500
    final_samples: Samples | None = None


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
