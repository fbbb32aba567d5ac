"""One game of one seed: how a loss and stabilizers move the two players.

Everything here is a pure function on plain tensors with a batch dimension. The engine runs it
for a whole cohort under `torch.func.vmap`; there is no data-dependent branch, no transfer and
nothing that waits for the device.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from typing import Literal, NamedTuple

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.engine.network import Network
from ganbench.losses.loss import Loss
from ganbench.optimizers import Optimizer
from ganbench.stabilizers.stabilizer import (
    Critic,
    DiscriminatorInputs,
    Draw,
    GeneratorInputs,
    Memory,
    Player,
    Settings,
    Shapes,
    Stabilizer,
    overrides,
)

Role = Literal["discriminator", "generator"]
Use = Literal["real", "fake", "penalty", "generator"]
"""What noise is for: perturbing real or generated samples, the discriminator's or the generator's
penalty."""
Draws = dict[Use, dict[str, Mapping[str, Draw]]]
"""Noise that an update needs, by its use, the stabilizer's name and its own name."""
Noise = dict[Use, dict[str, dict[str, Tensor]]]
"""Noise by its use, the stabilizer's name and its own name."""


class Batch(NamedTuple):
    """What one update is computed on.

    Attributes:
        real: Training samples, [batch, *sample]; empty where an update looks at none.
        latent: Draws of the prior, [batch, prior].
        noise: What the stabilizers asked for; uses and stabilizers without noise may be absent.
    """

    real: Tensor
    latent: Tensor
    noise: Noise

    def noise_for(self, use: Use, stabilizer: str) -> dict[str, Tensor]:
        """Returns the noise of one stabilizer by its own names."""
        return self.noise.get(use, {}).get(stabilizer, {})


def filled(draws: Draws, fill: Callable[[str, Draw], Tensor]) -> Noise:
    """Returns the noise of draws.

    Args:
        draws: What stabilizers ask for.
        fill: From a name, "use/stabilizer/own name", and what to draw to the numbers.
    """
    noise: Noise = {}
    for use, stabilizers in draws.items():
        noise[use] = {
            stabilizer: {k: fill(f"{use}/{stabilizer}/{k}", draw) for k, draw in own.items()}
            for stabilizer, own in stabilizers.items()
        }
    return noise


class State(NamedTuple):
    """What a game carries from step to step, all of it.

    Attributes:
        generator: Parameters and optimizer state of the generator.
        discriminator: Parameters and optimizer state of the discriminator.
        memory: What each stabilizer carries, by its name.
        step: Generator updates so far, a scalar.
        alive: Whether all of it has stayed finite, a scalar bool; frozen otherwise.
    """

    generator: Player
    discriminator: Player
    memory: dict[str, Memory]
    step: Tensor
    alive: Tensor


@dataclass(frozen=True)
class Turn:
    """One update of a generator step.

    Attributes:
        role: The player who moves; a generator's turn may move both players.
        stream: The player in whose random streams its data, codes and noise are.
        index: The number of its batch in that player's streams.
        sees_data: Whether it is computed on real samples.
    """

    role: Role
    stream: Role
    index: int
    sees_data: bool


class Inputs(NamedTuple):
    """What the losses of an update are computed on.

    Attributes:
        real: Training samples as the discriminator sees them, [batch, *sample]; empty where the
            update looks at none.
        fake: Generated samples as the discriminator sees them, [batch, *sample].
        unperturbed: Generated samples as they were made, [batch, *sample].
        generate: From codes [batch, prior] to generated samples as the discriminator sees them.
        batch: The codes and the noise.
        memory: What each stabilizer carries, by its name.
        step: Generator updates so far, a scalar.
    """

    real: Tensor
    fake: Tensor
    unperturbed: Tensor
    generate: Callable[[Tensor], Tensor]
    batch: Batch
    memory: dict[str, Memory]
    step: Tensor


@dataclass(frozen=True)
class Game:
    """The rules: two networks, a loss, stabilizers, and how the players move.

    Attributes:
        generator: The network from codes [batch, prior] to samples [batch, *sample].
        discriminator: The network from what it sees, [batch, *sample], to logits [batch, 1].
        loss: The pair of losses.
        stabilizers: By name, in the order in which they are applied.
        settings: Both optimizers and the number of discriminator steps.
    """

    generator: Network
    discriminator: Network
    loss: Loss
    stabilizers: Mapping[str, Stabilizer]
    settings: Settings

    @property
    def simultaneous(self) -> bool:
        """Whether the generator's turn moves both players at once."""
        return self._last_with(Stabilizer.play) is not None

    @property
    def _generator_judges(self) -> bool:
        """Whether the generator's turn computes the discriminator's loss."""
        return self.simultaneous or self._last_with(Stabilizer.lookahead) is not None

    @property
    def _generator_sees_data(self) -> bool:
        """Whether the generator's turn needs real samples."""
        return self.loss.relativistic or self._generator_judges

    def _last_with(self, hook: Callable[..., object]) -> Stabilizer | None:
        """The last stabilizer that has a hook of its own."""
        own = [it for it in self.stabilizers.values() if overrides(it, hook)]
        return own[-1] if own else None

    def turns(self, step: int) -> list[Turn]:
        """Returns the updates that make generator step number `step`, in order.

        The discriminator's own come first, then the generator's turn. Where that moves both
        players at once, it is the discriminator's last update too, on the data due for that.
        """
        steps = self.settings.discriminator_steps
        first, last = step * steps, (step + 1) * steps - self.simultaneous
        turns = [Turn("discriminator", "discriminator", i, True) for i in range(first, last)]
        if self.simultaneous:
            return [*turns, Turn("generator", "discriminator", last, True)]
        return [*turns, Turn("generator", "generator", step, self._generator_sees_data)]

    def take(self, role: Role, state: State, batch: Batch) -> State:
        """Takes one turn: returns the state after it.

        Args:
            role: The player whose turn it is.
            state: The state before.
            batch: Samples, codes and noise of `draws`.
        """
        if role == "discriminator":
            return self.discriminator_step(state, batch)
        return self.generator_step(state, batch)

    def draws(self, role: Role, shapes: Shapes) -> Draws:
        """Returns the noise that a turn needs.

        Args:
            role: The player whose turn it is.
            shapes: Of a batch before any `perturb`.
        """
        if role == "discriminator":
            return self._discriminator_draws(shapes)
        return self._generator_draws(shapes)

    def _discriminator_draws(self, shapes: Shapes) -> Draws:
        seen = reduce(
            lambda shape, stabilizer: stabilizer.perturbed_shape(shape),
            self.stabilizers.values(),
            shapes.samples,
        )
        perturbed = shapes._replace(samples=seen)
        penalty = {k: it.penalty_draws(perturbed) for k, it in self.stabilizers.items()}
        perturb = self._perturb_draws(shapes)
        return _asked({"real": perturb, "fake": perturb, "penalty": penalty})

    def _generator_draws(self, shapes: Shapes) -> Draws:
        perturb = self._perturb_draws(shapes)
        draws: Draws = {"fake": perturb}
        if self._generator_judges:
            draws = self._discriminator_draws(shapes)
        elif self.loss.relativistic:
            draws = {"real": perturb, "fake": perturb}
        own = {k: it.generator_penalty_draws(shapes) for k, it in self.stabilizers.items()}
        return _asked({**draws, "generator": own})

    def _perturb_draws(self, shapes: Shapes) -> dict[str, Mapping[str, Draw]]:
        draws = {}
        for name, stabilizer in self.stabilizers.items():
            draws[name] = stabilizer.perturb_draws(shapes)
            shapes = shapes._replace(samples=stabilizer.perturbed_shape(shapes.samples))
        return draws

    def init(self, generator: Tensor, discriminator: Tensor) -> State:
        """Returns the state at the start, from initial parameters [P] of each network."""
        return State(
            Player(generator, self.settings.generator.init(generator)),
            Player(discriminator, self.settings.discriminator.init(discriminator)),
            {name: stabilizer.begin(generator) for name, stabilizer in self.stabilizers.items()},
            step=generator.new_zeros(()),
            alive=generator.new_ones((), dtype=torch.bool),
        )

    def averaged_generator(self, state: State) -> Tensor:
        """Returns the parameters [P] of the generator that is measured."""
        params = state.generator.params
        for name, stabilizer in self.stabilizers.items():
            params = stabilizer.averaged_generator(params, state.memory[name])
        return params

    def discriminator_step(self, state: State, batch: Batch) -> State:
        """Updates the discriminator once."""
        inputs = self._inputs(state, batch, state.generator.params)
        grad, memory = torch.func.grad(self.discriminator_loss, has_aux=True)(
            state.discriminator.params, inputs
        )
        moved = self._moved(self.settings.discriminator, state.discriminator, grad)
        new = state._replace(discriminator=moved, memory=memory)
        return _frozen_unless_finite(state, new)

    def generator_step(self, state: State, batch: Batch) -> State:
        """Takes the generator's turn: it is updated once, or both players at once."""
        new = self._together(state, batch) if self.simultaneous else self._alone(state, batch)
        new = new._replace(step=state.step + 1)
        memory: dict[str, Memory] = {}
        for name, stabilizer in self.stabilizers.items():
            own = new.memory[name]
            after = stabilizer.after_generator(own, new.generator.params, new.step)
            memory[name] = _in_order(after, own)
        return _frozen_unless_finite(state, new._replace(memory=memory))

    def _alone(self, state: State, batch: Batch) -> State:
        player = state.generator
        grad = self.generator_gradient(player.params, state, batch)
        moved = Player(*self.settings.generator.update(player.params, grad, player.slots))
        return state._replace(generator=moved)

    def _together(self, state: State, batch: Batch) -> State:
        leader = self._last_with(Stabilizer.play)
        assert leader is not None
        memory = state.memory
        if self._last_with(Stabilizer.after_discriminator):
            inputs = self._inputs(state, batch, state.generator.params)
            _, memory = self.discriminator_loss(state.discriminator.params, inputs)

        def field(generator: Tensor, discriminator: Tensor) -> tuple[Tensor, Tensor]:
            here = state._replace(
                generator=state.generator._replace(params=generator),
                discriminator=state.discriminator._replace(params=discriminator),
            )
            inputs = self._inputs(here, batch, generator)
            judge = torch.func.grad(self.discriminator_loss, has_aux=True)
            down_d, _ = judge(discriminator, inputs)
            return self.generator_gradient(generator, here, batch), down_d

        def move(
            down: tuple[Tensor, Tensor], generator: Player, discriminator: Player
        ) -> tuple[Player, Player]:
            rule = self.settings.generator
            moved = Player(*rule.update(generator.params, down[0], generator.slots))
            return moved, self._moved(self.settings.discriminator, discriminator, down[1])

        generator, discriminator = leader.play(field, move, state.generator, state.discriminator)
        return state._replace(generator=generator, discriminator=discriminator, memory=memory)

    def discriminator_loss(
        self, params: Tensor, inputs: Inputs
    ) -> tuple[Tensor, dict[str, Memory]]:
        """Returns the loss with all penalties, a scalar, and the stabilizers' memory after it.

        Args:
            params: Of the discriminator, [P].
            inputs: What it is computed on.
        """
        critic = self.critic(params)
        real_logits, fake_logits = critic(inputs.real), critic(inputs.fake)
        loss = self.loss.discriminator(real_logits, fake_logits)
        memory: dict[str, Memory] = {}
        for name, stabilizer in self.stabilizers.items():
            own = DiscriminatorInputs(
                real=inputs.real,
                fake=inputs.fake,
                real_logits=real_logits,
                fake_logits=fake_logits,
                noise=inputs.batch.noise_for("penalty", name),
                memory=inputs.memory[name],
                step=inputs.step,
                latent=inputs.batch.latent,
                generate=inputs.generate,
            )
            penalty = stabilizer.penalty(critic, own)
            loss = loss if penalty is None else loss + penalty
            after = stabilizer.after_discriminator(own.memory, real_logits, fake_logits)
            memory[name] = _in_order(after, own.memory)
        return loss, memory

    def generator_gradient(self, params: Tensor, state: State, batch: Batch) -> Tensor:
        """Returns what the generator descends, [P]: the gradient of its loss.

        Where a stabilizer looks ahead, the discriminator of the loss answers to the generator. The
        generator then also descends the value that the discriminator ascends, minus its whole
        loss, through that answer. For a loss whose two sides sum to zero, both together are the
        gradient of the value at the answer. For any other, what is added vanishes where the
        discriminator is at its optimum, so that the equilibrium stays one.

        Args:
            params: Of the generator, [P].
            state: The discriminator's parameters and optimizer state, and the memory.
            batch: Samples, codes and noise.
        """
        descend = torch.func.grad(self.generator_loss)
        if not self._last_with(Stabilizer.lookahead):
            return descend(params, state.discriminator.params, state, batch)

        ahead, pull = torch.func.vjp(partial(self.ahead, state, batch), params)
        judge = torch.func.grad(self.discriminator_loss, has_aux=True)
        down, _ = judge(ahead, self._inputs(state, batch, params))
        (through,) = pull(-down)
        direct: Tensor = descend(params, ahead, state, batch)
        return direct + through

    def ahead(self, state: State, batch: Batch, generator: Tensor) -> Tensor:
        """Returns the parameters of the discriminator that the generator's loss sees, [P].

        Args:
            state: The discriminator's parameters and optimizer state, and the memory.
            batch: Samples, codes and noise.
            generator: Parameters of the generator that the discriminator answers to, [P].
        """
        inputs = self._inputs(state, batch, generator)

        def update(optimizer: Optimizer, player: Player) -> Player:
            grad, _ = torch.func.grad(self.discriminator_loss, has_aux=True)(player.params, inputs)
            return self._moved(optimizer, player, grad)

        own, discriminator = self.settings.discriminator, state.discriminator
        for stabilizer in self.stabilizers.values():
            discriminator = stabilizer.lookahead(update, own, discriminator)
        return discriminator.params

    def generator_loss(
        self, params: Tensor, discriminator: Tensor, state: State, batch: Batch
    ) -> Tensor:
        """Returns the generator's loss, a scalar.

        Args:
            params: Of the generator, [P].
            discriminator: Parameters of the discriminator that it is judged by, [P].
            state: The memory and the step.
            batch: Samples, codes and noise.
        """
        inputs = self._inputs(state, batch, params)
        critic = self.critic(discriminator)
        real_logits = critic(inputs.real) if self.loss.relativistic else None
        loss = self.loss.generator(critic(inputs.fake), real_logits)
        for name, stabilizer in self.stabilizers.items():
            made = GeneratorInputs(
                latent=batch.latent,
                fake=inputs.unperturbed,
                generate=partial(self.generator, params),
                noise=batch.noise_for("generator", name),
                step=state.step,
            )
            penalty = stabilizer.generator_penalty(made)
            loss = loss if penalty is None else loss + penalty
        return loss

    def critic(self, params: Tensor) -> Critic:
        """The discriminator as the losses and the penalties call it."""
        critic = Critic(self._logits, params, self.discriminator)
        for stabilizer in self.stabilizers.values():
            critic = stabilizer.critic(critic)
        return critic

    def _logits(self, params: Tensor, x: Tensor) -> Tensor:
        return self.discriminator(params, x).squeeze(-1)

    def _moved(self, optimizer: Optimizer, player: Player, grad: Tensor) -> Player:
        params, slots = optimizer.update(player.params, grad, player.slots)
        return Player(self._projected(params), slots)

    def _projected(self, params: Tensor) -> Tensor:
        for stabilizer in self.stabilizers.values():
            params = stabilizer.project(params)
        return params

    def _inputs(self, state: State, batch: Batch, generator: Tensor) -> Inputs:
        def perturbed(x: Tensor, use: Use) -> Tensor:
            for name, stabilizer in self.stabilizers.items():
                x = stabilizer.perturb(x, batch.noise_for(use, name), state.step)
            return x

        made = self.generator(generator, batch.latent)
        return Inputs(
            real=perturbed(batch.real, "real") if batch.real.numel() else batch.real,
            fake=perturbed(made, "fake"),
            unperturbed=made,
            generate=lambda latent: perturbed(self.generator(generator, latent), "fake"),
            batch=batch,
            memory=state.memory,
            step=state.step,
        )


def _asked(draws: Draws) -> Draws:
    """Leaves out stabilizers that ask for nothing, and uses that none asks for."""
    asked = {
        use: {name: own for name, own in stabilizers.items() if own}
        for use, stabilizers in draws.items()
    }
    return {use: stabilizers for use, stabilizers in asked.items() if stabilizers}


def _in_order(new: Memory, old: Memory) -> Memory:
    """Returns a memory with its names in the order that they had.

    Raises:
        ValueError: The names are others.
    """
    if set(new) != set(old):
        raise ValueError(
            f"expected a memory of {', '.join(old) or 'nothing'}, as `begin` gives it, "
            f"found {', '.join(new) or 'nothing'}"
        )
    return {name: new[name] for name in old}


def _frozen_unless_finite(old: State, new: State) -> State:
    """`new` while all is finite, `old` from then on: a game ends where it still was one."""
    changed = [
        a
        for a, b in zip(pytree.tree_leaves(new), pytree.tree_leaves(old), strict=True)
        if a is not b and a.is_floating_point()
    ]
    # A finite number times zero is zero; others are not. `isfinite` takes eight times as long.
    alive = old.alive & (torch.stack([(leaf * 0).sum() for leaf in changed]) == 0).all()
    kept: State = pytree.tree_map(lambda a, b: a if a is b else torch.where(alive, a, b), new, old)
    return kept._replace(alive=alive)
