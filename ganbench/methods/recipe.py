"""A method is a recipe: one loss, a list of stabilizers, optimizers and a number of steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ganbench.optimizers import Optimizer
from ganbench.references import Reference


@dataclass(frozen=True)
class Part:
    """A loss or a stabilizer by name, with the parameters that differ from its defaults."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """What a method's name stands for.

    Attributes:
        title: The name in full, for people.
        idea: Where it acts: on the loss, by a penalty, by normalising the discriminator, on what
            the discriminator sees, on how the players move, by averaging the generator, or on
            what the networks are.
        reference: The paper that proposed it.
        formula: The objective in plain text, as the paper has it.
        loss: The pair of losses.
        stabilizers: Whatever else changes the game, applied in this order.
        generator_optimizer: The paper's optimizer; `None` takes the workload's.
        discriminator_optimizer: The paper's optimizer; `None` takes the workload's.
        discriminator_steps: Discriminator updates for each generator update.
        notes: Where the paper's code differs from the paper or from this, and what was taken.
    """

    title: str
    idea: Literal["loss", "penalty", "normalization", "input", "updates", "averaging", "network"]
    reference: Reference
    formula: str
    loss: Part
    stabilizers: tuple[Part, ...] = ()
    generator_optimizer: Optimizer | None = None
    discriminator_optimizer: Optimizer | None = None
    discriminator_steps: int = 1
    notes: str = ""
