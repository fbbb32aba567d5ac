"""What a stabilizer is: hooks into one step of one game, each of them optional."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from torch import Tensor

from ganbench.engine.optimizers import Optimizer, Slots

if TYPE_CHECKING:  # a description, which no hook needs at run time
    from ganbench.workloads import Workload

Memory = Mapping[str, Tensor]
"""What a stabilizer carries from step to step, by name."""


@dataclass(frozen=True)
class Critic:
    """The discriminator as a function of its input alone: [batch, *shape] -> logits [batch].

    Attributes:
        function: Of the parameters [P] and the input.
        params: The parameters it is called with.
    """

    function: Callable[[Tensor, Tensor], Tensor]
    params: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        """Returns the logits [batch] of a batch."""
        return self.function(self.params, x)


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


class Seen(NamedTuple):
    """What a discriminator update is computed on.

    Attributes:
        real: Training samples as the discriminator sees them, [batch, *shape].
        fake: Generated samples as it sees them, [batch, *shape].
        real_logits: Its logits of these, [batch].
        fake_logits: Its logits of those, [batch].
        noise: The stabilizer's draws.
        memory: The stabilizer's memory.
        step: Generator updates so far, a scalar tensor.
    """

    real: Tensor
    fake: Tensor
    real_logits: Tensor
    fake_logits: Tensor
    noise: Mapping[str, Tensor]
    memory: Memory
    step: Tensor


Field = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
"""Both players' gradients, each of its own loss, at parameters of the generator and of the
discriminator; differentiable."""


class Stabilizer:
    """Base of all stabilizers: a frozen dataclass whose fields a suite file may set.

    Every hook is a pure function, written for one game; the engine vectorises over seeds. A hook
    that is not overridden changes nothing. `shape` is that of a training batch, [batch, *sample].
    """

    def configure(self, settings: Settings) -> Settings:
        """Changes learning rates, optimizers or the number of discriminator steps."""
        return settings

    def equip(self, workload: Workload) -> Workload:
        """Changes the networks before they are built; they are descriptions, not modules."""
        return workload

    def unfit(self, workload: Workload) -> str | None:
        """Says why it makes no sense on a workload; its trials are then skipped."""
        return None

    def perturb_draws(self, shape: tuple[int, ...]) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `perturb` is handed."""
        return {}

    def perturb(self, x: Tensor, noise: Mapping[str, Tensor], step: Tensor) -> Tensor:
        """Changes what the discriminator sees, real or generated: [batch, *sample] to the same.

        Args:
            x: Samples, real ones or generated ones, as the stabilizers before left them.
            noise: The draws of `perturb_draws`, independent for real and generated samples.
            step: Generator updates so far, a scalar tensor.
        """
        return x

    def perturbed(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Returns the shape that `perturb` makes of [batch, *sample]."""
        return shape

    def critic(self, discriminator: Critic) -> Critic:
        """Changes the discriminator as a function, wherever it is called."""
        return discriminator

    def penalty_draws(self, shape: tuple[int, ...]) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `penalty` is handed."""
        return {}

    def penalty(self, discriminator: Critic, seen: Seen) -> Tensor | None:
        """Returns a scalar to add to the discriminator's loss; samples come perturbed."""
        return None

    def begin(self, generator: Tensor) -> Memory:
        """Returns the memory at the start; `generator` is its initial parameters [P]."""
        return {}

    def watch(self, memory: Memory, real_logits: Tensor, fake_logits: Tensor) -> Memory:
        """Returns the memory after a discriminator update on samples of these logits [batch]."""
        return memory

    def follow(self, memory: Memory, generator: Tensor, step: Tensor) -> Memory:
        """Returns the memory after a generator update, the `step`-th, to parameters [P]."""
        return memory

    def evaluated(self, generator: Tensor, memory: Memory) -> Tensor:
        """Returns the parameters [P] of the generator that is measured and published."""
        return generator

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

    def play(
        self, field: Field, settings: Settings, generator: Player, discriminator: Player
    ) -> tuple[Player, Player]:
        """Moves both players at once; overridden, it takes the place of the generator's turn.

        Args:
            field: Both gradients as a function of both parameters.
            settings: Whose optimizers move them.
            generator: Where it starts.
            discriminator: Where it starts.
        """
        return descend(
            field(generator.params, discriminator.params), settings, generator, discriminator
        )


def descend(
    gradients: tuple[Tensor, Tensor], settings: Settings, generator: Player, discriminator: Player
) -> tuple[Player, Player]:
    """One step of each player's optimizer down its own gradient."""
    down_g, down_d = gradients
    return (
        Player(*settings.generator.update(generator.params, down_g, generator.slots)),
        Player(*settings.discriminator.update(discriminator.params, down_d, discriminator.slots)),
    )
