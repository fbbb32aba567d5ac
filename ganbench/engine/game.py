"""One game of one seed: how a loss and stabilizers move the two players.

Everything here is a pure function on plain tensors with a batch dimension. The engine runs it
for a whole cohort under `torch.func.vmap`; there is no data-dependent branch, no transfer and
nothing that waits for the device.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.engine.network import Network
from ganbench.engine.sight import Sight, in_order, keyed, own_of
from ganbench.losses.loss import Loss
from ganbench.optimizers import Optimizer
from ganbench.stabilizers.stabilizer import (
    Critic,
    Draw,
    GeneratorInputs,
    Player,
    Settings,
    Stabilizer,
    overrides,
)


class Batch(NamedTuple):
    """What one update is computed on.

    Attributes:
        real: Training samples, [batch, *shape]; empty where an update looks at none.
        latent: Draws of the prior, [batch, prior].
        noise: What the stabilizers asked for, keyed "hook/position in the list/name".
    """

    real: Tensor
    latent: Tensor
    noise: dict[str, Tensor]


class State(NamedTuple):
    """What a game carries from step to step, all of it.

    Attributes:
        generator: Its parameters and optimizer state.
        discriminator: The same.
        memory: What the stabilizers carry, keyed "position in the list/name".
        step: Generator updates so far, a scalar.
        alive: Whether all of it has stayed finite, a scalar bool; frozen otherwise.
    """

    generator: Player
    discriminator: Player
    memory: dict[str, Tensor]
    step: Tensor
    alive: Tensor


@dataclass(frozen=True)
class Game:
    """The rules: two networks, a loss, stabilizers in order, and how the players move."""

    generator: Network
    discriminator: Network
    loss: Loss
    stabilizers: tuple[Stabilizer, ...]
    settings: Settings

    @property
    def simultaneous(self) -> bool:
        """Whether the generator's turn moves both players at once."""
        return self._last_with(Stabilizer.play) is not None

    @property
    def discriminator_turns(self) -> int:
        """Updates that the discriminator makes alone before each of the generator's turns.

        Where both move at once, the last of its updates is that joint one.
        """
        return self.settings.discriminator_steps - self.simultaneous

    @property
    def _generator_judges(self) -> bool:
        """Whether the generator's turn computes the discriminator's loss."""
        return self.simultaneous or self._last_with(Stabilizer.lookahead) is not None

    @property
    def generator_sees_data(self) -> bool:
        """Whether the generator's turn needs real samples."""
        return self.loss.relativistic or self._generator_judges

    def _last_with(self, hook: Callable[..., object]) -> Stabilizer | None:
        """The last stabilizer that has a hook of its own."""
        own = [stabilizer for stabilizer in self.stabilizers if overrides(stabilizer, hook)]
        return own[-1] if own else None

    def discriminator_draws(
        self, shape: tuple[int, ...], latent: tuple[int, int]
    ) -> dict[str, Draw]:
        """Names the noise of a discriminator update on [batch, *sample] and [batch, prior]."""
        draws = self._perturb_draws("real", shape) | self._perturb_draws("fake", shape)
        seen = reduce(lambda s, stabilizer: stabilizer.perturbed_shape(s), self.stabilizers, shape)
        for i, stabilizer in enumerate(self.stabilizers):
            draws |= keyed(f"penalty/{i}", stabilizer.penalty_draws(seen, latent))
        return draws

    def generator_draws(self, shape: tuple[int, ...], latent: tuple[int, int]) -> dict[str, Draw]:
        """Names the noise of the generator's turn on [batch, *sample] and [batch, prior]."""
        if self._generator_judges:
            draws = self.discriminator_draws(shape, latent)
        else:
            draws = self._perturb_draws("fake", shape)
            if self.loss.relativistic:
                draws |= self._perturb_draws("real", shape)
        for i, stabilizer in enumerate(self.stabilizers):
            draws |= keyed(f"generator/{i}", stabilizer.generator_penalty_draws(latent))
        return draws

    def _perturb_draws(self, role: str, shape: tuple[int, ...]) -> dict[str, Draw]:
        draws: dict[str, Draw] = {}
        for i, stabilizer in enumerate(self.stabilizers):
            draws |= keyed(f"{role}/{i}", stabilizer.perturb_draws(shape))
            shape = stabilizer.perturbed_shape(shape)
        return draws

    def init(self, generator: Tensor, discriminator: Tensor) -> State:
        """Returns the state at the start, from initial parameters [P] of each network."""
        memory: dict[str, Tensor] = {}
        for i, stabilizer in enumerate(self.stabilizers):
            memory |= keyed(str(i), stabilizer.begin(generator))
        return State(
            Player(generator, self.settings.generator.init(generator)),
            Player(discriminator, self.settings.discriminator.init(discriminator)),
            memory,
            step=generator.new_zeros(()),
            alive=generator.new_ones((), dtype=torch.bool),
        )

    def averaged_generator(self, state: State) -> Tensor:
        """Returns the parameters [P] of the generator that is measured."""
        params = state.generator.params
        for i, stabilizer in enumerate(self.stabilizers):
            params = stabilizer.averaged_generator(params, own_of(state.memory, str(i)))
        return params

    def discriminator_step(self, state: State, batch: Batch) -> State:
        """Updates the discriminator once."""
        sight = self._see(state, batch, state.generator.params)
        grad, memory = torch.func.grad(self.discriminator_loss, has_aux=True)(
            state.discriminator.params, sight
        )
        moved = self._moved(self.settings.discriminator, state.discriminator, grad)
        new = state._replace(discriminator=moved, memory=memory)
        return _frozen_unless_finite(state, new)

    def generator_step(self, state: State, batch: Batch) -> State:
        """Takes the generator's turn: it is updated once, or both players at once."""
        new = self._together(state, batch) if self.simultaneous else self._alone(state, batch)
        new = new._replace(step=state.step + 1)
        memory: dict[str, Tensor] = {}
        for i, stabilizer in enumerate(self.stabilizers):
            own = own_of(new.memory, str(i))
            followed = stabilizer.after_generator(own, new.generator.params, new.step)
            memory |= keyed(str(i), in_order(followed, own))
        return _frozen_unless_finite(state, new._replace(memory=memory))

    def _alone(self, state: State, batch: Batch) -> State:
        player = state.generator
        grad = torch.func.grad(self.generator_loss)(player.params, state, batch)
        moved = Player(*self.settings.generator.update(player.params, grad, player.slots))
        return state._replace(generator=moved)

    def _together(self, state: State, batch: Batch) -> State:
        leader = self._last_with(Stabilizer.play)
        assert leader is not None
        memory = state.memory
        if self._last_with(Stabilizer.after_discriminator):
            sight = self._see(state, batch, state.generator.params)
            _, memory = self.discriminator_loss(state.discriminator.params, sight)

        def field(generator: Tensor, discriminator: Tensor) -> tuple[Tensor, Tensor]:
            here = state._replace(
                generator=state.generator._replace(params=generator),
                discriminator=state.discriminator._replace(params=discriminator),
            )
            sight = self._see(here, batch, generator)
            down_d, _ = torch.func.grad(self.discriminator_loss, has_aux=True)(discriminator, sight)
            return torch.func.grad(self.generator_loss)(generator, here, batch), down_d

        def move(
            down: tuple[Tensor, Tensor], generator: Player, discriminator: Player
        ) -> tuple[Player, Player]:
            rule = self.settings.generator
            moved = Player(*rule.update(generator.params, down[0], generator.slots))
            return moved, self._moved(self.settings.discriminator, discriminator, down[1])

        generator, discriminator = leader.play(field, move, state.generator, state.discriminator)
        return state._replace(generator=generator, discriminator=discriminator, memory=memory)

    def discriminator_loss(self, params: Tensor, sight: Sight) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss and all penalties, a scalar, and what the stabilizers remember of it."""
        critic = self.critic(params)
        real_logits, fake_logits = critic(sight.real), critic(sight.fake)
        loss = self.loss.discriminator(real_logits, fake_logits)
        memory: dict[str, Tensor] = {}
        for i, stabilizer in enumerate(self.stabilizers):
            seen = sight.seen_by(i, real_logits, fake_logits)
            penalty = stabilizer.penalty(critic, seen)
            loss = loss if penalty is None else loss + penalty
            watched = stabilizer.after_discriminator(seen.memory, real_logits, fake_logits)
            memory |= keyed(str(i), in_order(watched, seen.memory))
        return loss, memory

    def generator_loss(self, params: Tensor, state: State, batch: Batch) -> Tensor:
        """The generator's loss against the discriminator that the stabilizers let it see."""
        sight = self._see(state, batch, params)

        def update(optimizer: Optimizer, player: Player) -> Player:
            grad, _ = torch.func.grad(self.discriminator_loss, has_aux=True)(player.params, sight)
            return self._moved(optimizer, player, grad)

        own, discriminator = self.settings.discriminator, state.discriminator
        for stabilizer in self.stabilizers:
            discriminator = stabilizer.lookahead(update, own, discriminator)
        critic = self.critic(discriminator.params)
        real_logits = critic(sight.real) if self.loss.relativistic else None
        loss = self.loss.generator(critic(sight.fake), real_logits)
        for i, stabilizer in enumerate(self.stabilizers):
            made = GeneratorInputs(
                latent=batch.latent,
                fake=sight.made,
                generate=partial(self.generator, params),
                noise=own_of(batch.noise, f"generator/{i}"),
                step=state.step,
            )
            penalty = stabilizer.generator_penalty(made)
            loss = loss if penalty is None else loss + penalty
        return loss

    def critic(self, params: Tensor) -> Critic:
        """The discriminator as the losses and the penalties call it."""
        critic = Critic(self._logits, params, self.discriminator)
        for stabilizer in self.stabilizers:
            critic = stabilizer.critic(critic)
        return critic

    def _logits(self, params: Tensor, x: Tensor) -> Tensor:
        return self.discriminator(params, x).squeeze(-1)

    def _moved(self, optimizer: Optimizer, player: Player, grad: Tensor) -> Player:
        params, slots = optimizer.update(player.params, grad, player.slots)
        return Player(self._projected(params), slots)

    def _projected(self, params: Tensor) -> Tensor:
        for stabilizer in self.stabilizers:
            params = stabilizer.project(params)
        return params

    def _see(self, state: State, batch: Batch, generator: Tensor) -> Sight:
        def perturbed(x: Tensor, role: str) -> Tensor:
            for i, stabilizer in enumerate(self.stabilizers):
                x = stabilizer.perturb(x, own_of(batch.noise, f"{role}/{i}"), state.step)
            return x

        def generate(latent: Tensor) -> Tensor:
            return perturbed(self.generator(generator, latent), "fake")

        made = self.generator(generator, batch.latent)
        return Sight(
            real=perturbed(batch.real, "real") if batch.real.numel() else batch.real,
            fake=perturbed(made, "fake"),
            noise=batch.noise,
            memory=state.memory,
            step=state.step,
            latent=batch.latent,
            generate=generate,
            made=made,
        )


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
