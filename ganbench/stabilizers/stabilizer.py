"""What a stabilizer is: hooks into one step of one game, each of them optional."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from torch import Tensor

from ganbench.engine.optimizers import Optimizer, Slots

Critic = Callable[[Tensor], Tensor]
"""The discriminator as a function of its input alone: [batch, *shape] -> logits [batch]."""


@dataclass(frozen=True)
class Draw:
    """Fresh noise that a hook needs at every call: a distribution and a shape."""

    distribution: Literal["normal", "uniform"]
    shape: tuple[int, ...]


class Player(NamedTuple):
    """A network in training: its parameters as one vector [P], and its optimizer's state."""

    params: Tensor
    slots: Slots


@dataclass(frozen=True)
class Settings:
    """How the two players move; what `Stabilizer.configure` may change."""

    generator: Optimizer
    discriminator: Optimizer
    discriminator_steps: int


class Stabilizer:
    """Base of all stabilizers: a frozen dataclass whose fields a suite file may set.

    Every hook is a pure function, written for one game; the engine vectorises over seeds. A hook
    that is not overridden changes nothing. `shape` is that of a training batch, [batch, *sample].
    """

    def configure(self, settings: Settings) -> Settings:
        """Changes learning rates, optimizers or the number of discriminator steps."""
        return settings

    def perturb_draws(self, shape: tuple[int, ...]) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `perturb` is handed."""
        return {}

    def perturb(self, x: Tensor, noise: Mapping[str, Tensor], step: Tensor) -> Tensor:
        """Changes what the discriminator sees, real or generated: [batch, *sample] to the same.

        Args:
            x: Samples, real ones or generated ones.
            noise: The draws of `perturb_draws`, independent for real and generated samples.
            step: Generator updates so far, a scalar tensor.
        """
        return x

    def penalty_draws(self, shape: tuple[int, ...]) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `penalty` is handed."""
        return {}

    def penalty(
        self,
        discriminator: Critic,
        real: Tensor,
        fake: Tensor,
        noise: Mapping[str, Tensor],
        step: Tensor,
    ) -> Tensor | None:
        """Returns a scalar to add to the discriminator's loss; samples come perturbed."""
        return None

    def project(self, params: Tensor) -> Tensor:
        """Changes the discriminator's parameters [P] after each of its updates."""
        return params

    def lookahead(self, update: Callable[[Player], Player], discriminator: Player) -> Player:
        """Returns the discriminator that the generator's loss sees.

        Args:
            update: One differentiable discriminator update on the step's own batch.
            discriminator: Where it starts.
        """
        return discriminator
