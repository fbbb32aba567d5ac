"""From what a suite file says of a method or a workload to the object that it means."""

from __future__ import annotations

from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part
from ganbench.methods.method import Method
from ganbench.optimizers import OPTIMIZERS, Optimizer
from ganbench.parameters import build
from ganbench.stabilizers import STABILIZERS
from ganbench.suite.schema import MethodEntry
from ganbench.suite.variation import Variation
from ganbench.suite.whole import made
from ganbench.workloads import WORKLOADS, Workload


def method(entry: MethodEntry) -> Method:
    """Returns the method of an entry; what it leaves open is its recipe's.

    Raises:
        GanbenchError: The recipe itself names what does not exist or does not fit.
    """
    named = entry.extends or entry.name
    recipe = METHODS.get(named)
    loss, stabilizers = entry.loss, entry.stabilizers
    generator = _optimizer(entry.generator_optimizer)
    discriminator = _optimizer(entry.discriminator_optimizer)
    steps = entry.discriminator_steps or 1
    if recipe:
        loss = loss or recipe.loss
        stabilizers = list(recipe.stabilizers) if stabilizers is None else stabilizers
        generator = generator or recipe.generator_optimizer
        discriminator = discriminator or recipe.discriminator_optimizer
        steps = entry.discriminator_steps or recipe.discriminator_steps
    assert loss is not None  # an entry without a recipe has a loss of its own
    return Method(
        name=entry.name,
        loss=made(LOSSES, loss, named),
        stabilizers=tuple(made(STABILIZERS, part, named) for part in stabilizers or ()),
        generator_optimizer=generator,
        discriminator_optimizer=discriminator,
        discriminator_steps=steps,
        extends=entry.extends or "",
    )


def workload(variation: Variation) -> Workload:
    """Returns a workload with what a suite changes of it.

    A metric that the suite does not name is measured no longer, except those of `final`.
    """
    base = WORKLOADS[variation.extends or variation.name]
    return variation.apply(base) if variation.extends else base


def _optimizer(part: Part | None) -> Optimizer | None:
    return build(OPTIMIZERS[part.name], part.parameters) if part else None
