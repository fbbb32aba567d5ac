"""From what a suite file says of a method or a workload to the object that it means."""

from __future__ import annotations

from typing import Any

from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part
from ganbench.methods.method import Method
from ganbench.optimizers import OPTIMIZERS, Optimizer
from ganbench.stabilizers import STABILIZERS
from ganbench.suite.parts import build
from ganbench.suite.schema import MethodEntry
from ganbench.suite.variation import Variation
from ganbench.suite.whole import built
from ganbench.workloads import WORKLOADS, Workload


def method(entry: MethodEntry) -> Method:
    """Returns the method of an entry; what it leaves open is its recipe's.

    Raises:
        GanbenchError: The recipe itself names what does not exist or does not fit.
    """
    named = entry.extends or entry.name
    recipe = METHODS.get(named)
    loss = entry.loss or (recipe and recipe.loss)
    assert loss is not None  # an entry has a recipe or a loss of its own
    stabilizers = entry.stabilizers
    if stabilizers is None:
        stabilizers = list(recipe.stabilizers) if recipe else []
    return Method(
        name=entry.name,
        loss=built(LOSSES, loss, named),
        stabilizers=tuple(built(STABILIZERS, part, named) for part in stabilizers),
        generator_optimizer=_optimizer(entry.generator_optimizer)
        or (recipe and recipe.generator_optimizer),
        discriminator_optimizer=_optimizer(entry.discriminator_optimizer)
        or (recipe and recipe.discriminator_optimizer),
        discriminator_steps=entry.discriminator_steps
        or (recipe.discriminator_steps if recipe else 1),
    )


def workload(variation: Variation) -> Workload:
    """Returns a workload with what a suite changes of it.

    A metric that the suite does not name is measured no longer, except those of `final`.
    """
    base = WORKLOADS[variation.extends or variation.name]
    return variation.apply(base) if variation.extends else base


def _optimizer(part: Part | None) -> Optimizer | None:
    made: Any = build(OPTIMIZERS[part.name], part.parameters) if part else None
    return made
