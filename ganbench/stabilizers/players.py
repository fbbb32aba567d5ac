"""The two players, how they move, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor

from ganbench.optimizers import Optimizer, Slots

Memory = Mapping[str, Tensor]
"""What a stabilizer carries from step to step, by name."""


class Player(NamedTuple):
    """A network in training: its parameters as one vector [P], and its optimizer's state."""

    params: Tensor
    slots: Slots


class Players(NamedTuple):
    """Both players."""

    generator: Player
    discriminator: Player


@dataclass(frozen=True)
class Settings:
    """How the two players move; what `Stabilizer.configure` may change."""

    generator: Optimizer
    discriminator: Optimizer
    discriminator_steps: int


@dataclass(frozen=True)
class Field:
    """Both players' gradients, each of its own loss, as functions of both players' parameters.

    They are differentiable, and each costs what it costs when it is called.

    Attributes:
        generator: From parameters [P] of the generator and of the discriminator to the gradient of
            the generator's loss, [P].
        discriminator: From the same to the gradient of the discriminator's loss.
    """

    generator: Callable[[Tensor, Tensor], Tensor]
    discriminator: Callable[[Tensor, Tensor], Tensor]

    def __call__(self, generator: Tensor, discriminator: Tensor) -> tuple[Tensor, Tensor]:
        """Returns both gradients at one point."""
        return (
            self.generator(generator, discriminator),
            self.discriminator(generator, discriminator),
        )


@dataclass(frozen=True)
class Move:
    """One step of the players' optimizers down gradients; the discriminator's is projected.

    Attributes:
        generator: From a gradient [P] and the generator to the generator after the step.
        discriminator: The same for the discriminator.
    """

    generator: Callable[[Tensor, Player], Player]
    discriminator: Callable[[Tensor, Player], Player]

    def __call__(self, gradients: tuple[Tensor, Tensor], players: Players) -> Players:
        """Returns both players after a step down their gradients."""
        return Players(
            self.generator(gradients[0], players.generator),
            self.discriminator(gradients[1], players.discriminator),
        )
