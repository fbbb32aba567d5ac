"""What a stabilizer is: hooks into one step of one game, each of them optional."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Bounded
from ganbench.hooks import refuse_unknown_hooks
from ganbench.optimizers import Optimizer
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs, GeneratorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.players import Field, Memory, Move, Player, Players, Settings

if TYPE_CHECKING:  # descriptions, which no hook needs at run time
    from ganbench.workloads import Workload


class Stabilizer(Bounded):
    """Base of all stabilizers: a frozen dataclass whose fields a suite file may set.

    Every hook is a pure function, written for one game; the engine vectorises over seeds. A hook
    that is not overridden changes nothing, and none has to call `super`. A public name that is
    neither a hook nor a field is refused when the class is made.

    Example:
        >>> from dataclasses import dataclass
        >>> from types import SimpleNamespace
        >>> import torch
        >>> import ganbench
        >>> @dataclass(frozen=True)
        ... class Drift(ganbench.Stabilizer):
        ...     weight: float = 0.001
        ...
        ...     def penalty(self, discriminator, inputs):
        ...         return self.weight * inputs.real_logits.square().mean()
        >>> inputs = SimpleNamespace(real_logits=torch.tensor([1.0, 3.0]))  # all it reads
        >>> Drift(weight=0.5).penalty(None, inputs)  # 0.5 (1 + 9) / 2
        tensor(2.5000)
        >>> mine = ganbench.Method("drift", ganbench.method("wgan").loss, (Drift(),))  # for a suite

    Attributes:
        needs_labels: Whether it makes sense only with a loss that is a cross-entropy of labels.
        needs_own_slopes: Whether it takes the gradient of a sample's logit, which is the sample's
            own only where the discriminator compares no samples.
        needs_last_layer: Whether it takes the discriminator apart at its last linear layer.
        differentiates_gradients: Whether it takes derivatives of the players' gradients, which
            are wrong where another stabilizer holds something constant.
        rests_elsewhere: Why players do not rest where the generator has found the data and the
            discriminator has its best constant, if that is by design.
        revision: Counts what the class has meant under its name, from 1 on. Numbers of another
            meaning are another trial's.
    """

    _numbers_may_vary: ClassVar[bool] = True
    needs_labels: ClassVar[bool] = False
    needs_own_slopes: ClassVar[bool] = False
    needs_last_layer: ClassVar[bool] = False
    differentiates_gradients: ClassVar[bool] = False
    rests_elsewhere: ClassVar[str] = ""
    revision: ClassVar[int] = 1

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_unknown_hooks(cls, Stabilizer)
        if "lookahead" in vars(cls):  # the generator's gradient then is one through D's gradients
            cls.differentiates_gradients = True

    def for_workload(self, workload: Workload) -> Stabilizer:
        """Returns the stabilizer with the settings that a workload has for it."""
        return self

    def configure(self, settings: Settings) -> Settings:
        """Changes learning rates, optimizers or the number of discriminator steps."""
        return settings

    def modify_networks(self, workload: Workload) -> Workload:
        """Changes the networks before they are built; they are descriptions, not modules."""
        return workload

    def incompatibility(self, combination: Combination) -> str | None:
        """Says why it makes no sense with what it is to play with; the trials are then skipped.

        The engine itself asks before: whether the networks can be modified, and for what
        `needs_labels`, `needs_own_slopes` and `needs_last_layer` say.
        """
        return None

    def perturb_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `perturb` is handed."""
        return {}

    def perturb(
        self, x: Tensor, noise: Mapping[str, Tensor], memory: Memory, step: Tensor
    ) -> Tensor:
        """Changes what the discriminator sees, real or generated: [batch, *sample] to the same.

        Args:
            x: Samples, real ones or generated ones, as the stabilizers before left them.
            noise: The draws of `perturb_draws`, independent for real and generated samples.
            memory: The stabilizer's memory.
            step: Generator updates so far, a scalar tensor.
        """
        return x

    def perturbed_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Returns the shape that `perturb` makes of [batch, *sample]."""
        return shape

    def critic(self, discriminator: Critic) -> Critic:
        """Changes the discriminator as a function, wherever it is called."""
        return discriminator

    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `penalty` is handed."""
        return {}

    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor | None:
        """Returns a scalar to add to the discriminator's loss; samples come perturbed."""
        return None

    def generator_penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """Names the fresh noise that each call of `generator_penalty` is handed."""
        return {}

    def generator_penalty(self, discriminator: Critic, inputs: GeneratorInputs) -> Tensor | None:
        """Returns a scalar to add to the generator's loss.

        Args:
            discriminator: The one that the generator is judged by.
            inputs: What the update is computed on; samples come unperturbed.
        """
        return None

    def begin(self, players: Players) -> Memory:
        """Returns the memory at the start, when both players are as they were initialised."""
        return {}

    def after_discriminator(
        self, memory: Memory, players: Players, real_logits: Tensor, fake_logits: Tensor
    ) -> Memory:
        """Returns the memory after a discriminator update.

        Args:
            memory: What it was before.
            players: Both after the update.
            real_logits: The discriminator's logits of the update's real samples, [batch], as they
                were before the update.
            fake_logits: Its logits of the generated samples, [batch].
        """
        return memory

    def correct(self, players: Players, memory: Memory, step: Tensor) -> tuple[Players, Memory]:
        """Changes either player, and the memory, after a generator update.

        Args:
            players: Both after the update.
            memory: What it was before.
            step: The number of the update, from 1 on, a scalar tensor.
        """
        return players, memory

    def after_generator(self, memory: Memory, players: Players, step: Tensor) -> Memory:
        """Returns the memory after a generator update.

        Args:
            memory: What it was before.
            players: Both after the update, as `correct` of all stabilizers left them.
            step: The number of the update, from 1 on, a scalar tensor.
        """
        return memory

    def averaged_generator(self, generator: Tensor, memory: Memory) -> Tensor:
        """Returns the parameters [P] of the generator that is measured and published."""
        return generator

    def project(self, params: Tensor, memory: Memory) -> Tensor:
        """Changes the discriminator's parameters [P] after each of its updates."""
        return params

    def lookahead(
        self,
        update: Callable[[Optimizer, Player], Player],
        optimizer: Optimizer,
        discriminator: Player,
    ) -> Player:
        """Returns the discriminator that the generator's loss sees.

        Args:
            update: One differentiable discriminator update by an optimizer, on the step's batch.
            optimizer: The discriminator's own rule.
            discriminator: Its parameters and optimizer state before these updates.
        """
        return discriminator

    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        """Moves both players at once; overridden, it takes the place of the generator's turn.

        Args:
            field: Both gradients as functions of both parameters.
            move: One step of the players' optimizers, and of `project`, down gradients.
            players: Both before the step.
            memory: What it was before.

        Returns:
            Both players and the memory after the step.

        Raises:
            NotImplementedError: The hook is not overridden.
        """
        raise NotImplementedError("this stabilizer does not move both players")


def overrides(stabilizer: Stabilizer, hook: Callable[..., object]) -> bool:
    """Whether a stabilizer has a hook of its own, as in `overrides(it, Stabilizer.play)`."""
    return getattr(type(stabilizer), hook.__name__) is not hook


def draws_noise(stabilizer: Stabilizer) -> bool:
    """Whether a stabilizer asks for noise in any of its hooks."""
    hooks: tuple[Callable[..., object], ...] = (
        Stabilizer.perturb_draws,
        Stabilizer.penalty_draws,
        Stabilizer.generator_penalty_draws,
    )
    return any(overrides(stabilizer, hook) for hook in hooks)
