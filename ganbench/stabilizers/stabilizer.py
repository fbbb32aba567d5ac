"""What a stabilizer is: hooks into one step of one game, each of them optional."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Bounded
from ganbench.hooks import refuse_unknown_hooks
from ganbench.optimizers import Optimizer, Slots

if TYPE_CHECKING:  # descriptions, which no hook needs at run time
    from ganbench.losses.loss import Loss
    from ganbench.workloads import Workload

Memory = Mapping[str, Tensor]
"""What a stabilizer carries from step to step, by name."""


class LastLayer(NamedTuple):
    """The discriminator's last linear layer with what it is applied to.

    The network's outputs are `features @ weight.T + bias`.

    Attributes:
        features: What the layers before it make of the input, [batch, width].
        weight: The layer's weight as it is used, [outputs, width].
        bias: Its bias, [outputs]; `None` for a layer without.
    """

    features: Tensor
    weight: Tensor
    bias: Tensor | None


def _no_last_layer(params: Tensor, x: Tensor) -> LastLayer:
    raise TypeError("this critic was made of a function, which has no last layer")


@dataclass(frozen=True)
class Critic:
    """The discriminator as a function of its input alone: [batch, *shape] -> logits [batch].

    Example:
        >>> import torch
        >>> import ganbench
        >>> weights = torch.tensor([3.0, 4.0])
        >>> critic = ganbench.Critic(lambda w, x: x @ w, weights, lambda w, x: (x @ w)[:, None])
        >>> x = torch.tensor([[1.0, 2.0], [-1.0, 0.5]])
        >>> critic(x)
        tensor([11., -1.])
        >>> slopes = torch.func.grad(lambda x: critic(x).sum())(x)  # as gradient penalties do
        >>> slopes.norm(dim=1)
        tensor([5., 5.])

    Attributes:
        function: Of the parameters [P] and the input.
        params: The parameters it is called with.
        outputs: The network itself, of the same two: [batch, outputs], one unless a stabilizer
            gave it more.
        last_layer: Of the same two: the network taken apart at its last linear layer. For a
            stabilizer that `needs_last_layer`.
    """

    function: Callable[[Tensor, Tensor], Tensor]
    params: Tensor
    outputs: Callable[[Tensor, Tensor], Tensor]
    last_layer: Callable[[Tensor, Tensor], LastLayer] = _no_last_layer

    def __call__(self, x: Tensor) -> Tensor:
        """Returns the logits [batch] of a batch."""
        return self.function(self.params, x)


@dataclass(frozen=True)
class Draw:
    """Fresh noise that a hook needs at every call: a distribution and a shape.

    Example:
        >>> import ganbench
        >>> (penalty,) = ganbench.method("wgan-gp").stabilizers
        >>> penalty.penalty_draws(ganbench.Shapes(samples=(512, 2), codes=(512, 64)))
        {'mix': Draw(distribution='uniform', shape=(512, 1))}
    """

    distribution: Literal["normal", "uniform"]
    shape: tuple[int, ...]


class Shapes(NamedTuple):
    """Shapes of the batch for which noise is asked.

    Example:
        >>> import ganbench
        >>> shapes = ganbench.Shapes(samples=(64, 1, 8, 8), codes=(64, 16))
        >>> ganbench.Draw("uniform", shapes.one_a_sample)  # what `penalty_draws` may ask for
        Draw(distribution='uniform', shape=(64, 1, 1, 1))

    Attributes:
        samples: [batch, *sample], as the hook is handed them: before any `perturb` for the
            generator's penalty, as the stabilizers before left them for `perturb`, and after all
            of `perturb`, as the discriminator sees them, for its penalty. Packs of samples are
            fewer and larger than samples.
        codes: [batch, prior].
    """

    samples: tuple[int, ...]
    codes: tuple[int, int]

    @property
    def one_a_sample(self) -> tuple[int, ...]:
        """One number a sample, [batch, 1, ...], to be multiplied with samples."""
        return (self.samples[0],) + (1,) * (len(self.samples) - 1)


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


class DiscriminatorInputs(NamedTuple):
    """What a discriminator update is computed on.

    Example:
        >>> import torch
        >>> import ganbench
        >>> weights = torch.tensor([3.0, 4.0])
        >>> critic = ganbench.Critic(lambda w, x: x @ w, weights, lambda w, x: (x @ w)[:, None])
        >>> real, codes = torch.ones(2, 2), torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> inputs = ganbench.DiscriminatorInputs(
        ...     real=real,
        ...     fake=-codes,
        ...     real_logits=critic(real),
        ...     fake_logits=critic(-codes),
        ...     noise={},
        ...     memory={},
        ...     step=torch.tensor(0),
        ...     latent=codes,
        ...     generate=torch.neg,
        ... )
        >>> (r1,) = ganbench.method("r1").stabilizers
        >>> r1.penalty(critic, inputs)  # 10/2 (3^2 + 4^2)
        tensor(125.)

    Attributes:
        real: Training samples as the discriminator sees them, [batch, *shape].
        fake: Generated samples as it sees them, [batch, *shape].
        real_logits: The discriminator's logits of `real`, [batch].
        fake_logits: The discriminator's logits of `fake`, [batch].
        noise: The stabilizer's draws.
        memory: The stabilizer's memory.
        step: Generator updates so far, a scalar tensor.
        latent: The codes that `fake` was made of, [batch, prior].
        generate: From codes to generated samples as it sees them, perturbed by the same noise.
    """

    real: Tensor
    fake: Tensor
    real_logits: Tensor
    fake_logits: Tensor
    noise: Mapping[str, Tensor]
    memory: Memory
    step: Tensor
    latent: Tensor
    generate: Callable[[Tensor], Tensor]


class GeneratorInputs(NamedTuple):
    """What a generator update is computed on.

    Example:
        >>> import torch
        >>> import ganbench
        >>> codes = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> noise, step = {"step": torch.tensor([[1.0, 0.0], [0.0, 1.0]])}, torch.tensor(0)
        >>> inputs = ganbench.GeneratorInputs(
        ...     latent=codes,
        ...     fake=2 * codes,
        ...     generate=lambda z: 2 * z,
        ...     noise=noise,
        ...     step=step,
        ...     params=torch.tensor([2.0]),
        ...     memory={},
        ... )
        >>> near = inputs.generate(inputs.latent + inputs.noise["step"])
        >>> (near - inputs.fake).norm(dim=1)  # how far samples move with their codes
        tensor([2., 2.])

    Attributes:
        latent: Codes, [batch, prior].
        fake: What the generator makes of them, [batch, *sample], not perturbed.
        generate: The generator as a function of codes, [batch, prior] -> [batch, *sample].
        noise: The stabilizer's draws.
        step: Generator updates so far, a scalar tensor.
        params: The generator's parameters, [P].
        memory: The stabilizer's memory.
    """

    latent: Tensor
    fake: Tensor
    generate: Callable[[Tensor], Tensor]
    noise: Mapping[str, Tensor]
    step: Tensor
    params: Tensor
    memory: Memory


@dataclass(frozen=True)
class Combination:
    """What plays together, to be judged before anything trains.

    Attributes:
        workload: The workload, with the networks that the stabilizers before this one gave it.
        loss: The loss of the method.
        stabilizers: All stabilizers of the method, in order.
        position: The index of this stabilizer among them.
    """

    workload: Workload
    loss: Loss
    stabilizers: tuple[Stabilizer, ...]
    position: int = 0

    @property
    def before(self) -> tuple[Stabilizer, ...]:
        """The stabilizers before this one."""
        return self.stabilizers[: self.position]

    @property
    def after(self) -> tuple[Stabilizer, ...]:
        """The stabilizers after this one."""
        return self.stabilizers[self.position + 1 :]

    @property
    def perturbed_shape(self) -> tuple[int, ...]:
        """The shape of what the discriminator sees, after `perturb` of all stabilizers."""
        shape = (self.workload.batch, *self.workload.shape)
        for stabilizer in self.stabilizers:
            shape = stabilizer.perturbed_shape(shape)
        return shape


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
        rests_elsewhere: Why players do not rest where the generator has found the data and the
            discriminator has its best constant, if that is by design.
        revision: Counts what the class has meant under its name, from 1 on. Numbers of another
            meaning are another trial's.
    """

    _numbers_may_vary: ClassVar[bool] = True
    needs_labels: ClassVar[bool] = False
    needs_own_slopes: ClassVar[bool] = False
    needs_last_layer: ClassVar[bool] = False
    rests_elsewhere: ClassVar[str] = ""
    revision: ClassVar[int] = 1

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_unknown_hooks(cls, Stabilizer)

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
