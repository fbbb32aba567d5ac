"""A method is a recipe: one loss, a list of stabilizers, optimizers and a number of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ganbench.optimizers import Optimizer
from ganbench.references import Reference

if TYPE_CHECKING:
    from ganbench.methods.method import Method


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

    def build(self, name: str) -> Method:
        """Returns the method as live parts, each made once.

        Args:
            name: What tables and folders call it.

        Raises:
            GanbenchError: The recipe names a part that does not exist, or parameters that do not
                fit it.
        """
        from ganbench.losses import LOSSES
        from ganbench.methods.method import Method
        from ganbench.stabilizers import STABILIZERS
        from ganbench.suite.whole import made

        return Method(
            name,
            made(LOSSES, self.loss, name),
            tuple(made(STABILIZERS, part, name) for part in self.stabilizers),
            self.generator_optimizer,
            self.discriminator_optimizer,
            self.discriminator_steps,
        )
