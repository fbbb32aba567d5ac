"""A method is a recipe: one loss, a list of stabilizers, optimizers and a number of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ganbench.errors import GanbenchError
from ganbench.optimizers import Optimizer
from ganbench.references import Reference

if TYPE_CHECKING:
    from ganbench.methods.method import Method
    from ganbench.registry import Registry


@dataclass(frozen=True)
class Part:
    """A loss or a stabilizer by name, with the parameters that differ from its defaults.

    Example:
        >>> from dataclasses import replace
        >>> import ganbench
        >>> from ganbench.methods import METHODS
        >>> weak = replace(METHODS["r1"], stabilizers=(ganbench.Part("r1", {"gamma": 1.0}),))
        >>> weak.build("weak-r1").stabilizers
        (R1(gamma=1.0),)
    """

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """What a method's name stands for.

    Example:
        >>> import ganbench
        >>> recipe = ganbench.Recipe(
        ...     title="Wasserstein GAN with R1",
        ...     idea="penalty",
        ...     reference=ganbench.Reference("Me", 2025, "My notes", "https://example.org"),
        ...     formula="Wasserstein + gamma/2 E[|grad D(x)|^2]",
        ...     loss=ganbench.Part("wasserstein"),
        ...     stabilizers=(ganbench.Part("r1"),),
        ... )
        >>> method = recipe.build("wgan-r1")
        >>> method.loss, method.stabilizers
        (Wasserstein(), (R1(gamma=10.0),))

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
            GanbenchError: The recipe names parts that do not exist, or parameters that do not fit
                them: a line for each mistake.
        """
        from ganbench.losses import LOSSES
        from ganbench.methods.method import Method
        from ganbench.stabilizers import STABILIZERS

        mistakes: list[str] = []

        def made(registry: Registry[Any], part: Part) -> Any:
            try:
                return _made(registry, part)
            except GanbenchError as error:
                mistakes.extend(f"The method '{name}': {line}" for line in str(error).splitlines())

        loss = made(LOSSES, self.loss)
        stabilizers = tuple(made(STABILIZERS, part) for part in self.stabilizers)
        if mistakes:
            raise GanbenchError("\n".join(mistakes))
        return Method(
            name,
            loss,
            stabilizers,
            self.generator_optimizer,
            self.discriminator_optimizer,
            self.discriminator_steps,
        )


def _made(registry: Registry[Any], part: Part) -> Any:
    """Makes a part.

    Args:
        registry: Of the part's kind.
        part: Its name and parameters.

    Raises:
        GanbenchError: The part does not exist, or its parameters do not fit.
    """
    from pydantic import ValidationError

    from ganbench.messages import dotted, messages
    from ganbench.mistakes import details, validation_error
    from ganbench.parameters import build, parameters

    if part.name not in registry:
        raise GanbenchError(f"there is no {registry.unknown(part.name)}")
    kind = registry[part.name]
    try:
        return build(kind, part.parameters)
    except ValidationError as error:
        placed = validation_error(details(error, (part.name,), parameters(kind)))
        lines = [f"{dotted(problem['loc'])}{text}" for problem, text in messages(placed, {})]
        raise GanbenchError("\n".join(lines)) from error
