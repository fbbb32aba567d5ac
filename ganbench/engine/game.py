"""One game of one seed: how a loss and stabilizers move the two players.

Everything here is a pure function on plain tensors with a batch dimension. The engine runs it
for a whole cohort under `torch.func.vmap`; there is no data-dependent branch, no transfer and
nothing that waits for the device.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.engine.network import Network
from ganbench.losses.loss import Loss
from ganbench.stabilizers.stabilizer import Draw, Player, Settings, Stabilizer


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
        step: Generator updates so far, a scalar.
        alive: Whether all of it has stayed finite, a scalar bool; frozen otherwise.
    """

    generator: Player
    discriminator: Player
    step: Tensor
    alive: Tensor


class Seen(NamedTuple):
    """A batch as the discriminator sees it, [batch, *shape] each, and the penalty's own noise."""

    real: Tensor
    fake: Tensor
    noise: dict[str, Tensor]


@dataclass(frozen=True)
class Game:
    """The rules: two networks, a loss, stabilizers in order, and how the players move."""

    generator: Network
    discriminator: Network
    loss: Loss
    stabilizers: tuple[Stabilizer, ...]
    settings: Settings

    @property
    def generator_sees_data(self) -> bool:
        """Whether a generator update needs real samples: a lookahead or a relativistic loss."""
        return self.loss.relativistic or any(
            type(s).lookahead is not Stabilizer.lookahead for s in self.stabilizers
        )

    def discriminator_draws(self, shape: tuple[int, ...]) -> dict[str, Draw]:
        """Names the noise of a discriminator update on a batch of `shape`."""
        hooks = [("real", "perturb"), ("fake", "perturb"), ("penalty", "penalty")]
        return self._draws(hooks, shape)

    def generator_draws(self, shape: tuple[int, ...]) -> dict[str, Draw]:
        """Names the noise of a generator update on a batch of `shape`."""
        if self.generator_sees_data:
            return self.discriminator_draws(shape)
        return self._draws([("fake", "perturb")], shape)

    def _draws(self, hooks: list[tuple[str, str]], shape: tuple[int, ...]) -> dict[str, Draw]:
        return {
            f"{role}/{i}/{name}": draw
            for role, hook in hooks
            for i, stabilizer in enumerate(self.stabilizers)
            for name, draw in getattr(stabilizer, f"{hook}_draws")(shape).items()
        }

    def init(self, generator: Tensor, discriminator: Tensor) -> State:
        """Returns the state at the start, from initial parameters [P] of each network."""
        return State(
            Player(generator, self.settings.generator.init(generator)),
            Player(discriminator, self.settings.discriminator.init(discriminator)),
            step=generator.new_zeros(()),
            alive=generator.new_ones((), dtype=torch.bool),
        )

    def discriminator_step(self, state: State, batch: Batch) -> State:
        """Updates the discriminator once."""
        fake = self.generator(state.generator.params, batch.latent)
        seen = self._see(batch, fake, state.step)
        moved = self.move_discriminator(state.discriminator, seen, state.step)
        return _frozen_unless_finite(state, state._replace(discriminator=moved), moved)

    def generator_step(self, state: State, batch: Batch) -> State:
        """Updates the generator once."""
        player = state.generator
        grad = torch.func.grad(self.generator_loss)(
            player.params, state.discriminator, batch, state.step
        )
        moved = Player(*self.settings.generator.update(player.params, grad, player.slots))
        new = state._replace(generator=moved, step=state.step + 1)
        return _frozen_unless_finite(state, new, moved)

    def move_discriminator(self, player: Player, seen: Seen, step: Tensor) -> Player:
        """One update of the discriminator on what it sees, differentiable in both."""
        grad = torch.func.grad(self.discriminator_loss)(player.params, seen, step)
        params, slots = self.settings.discriminator.update(player.params, grad, player.slots)
        for stabilizer in self.stabilizers:
            params = stabilizer.project(params)
        return Player(params, slots)

    def discriminator_loss(self, params: Tensor, seen: Seen, step: Tensor) -> Tensor:
        """The loss and all penalties, a scalar."""
        critic = partial(self._logits, params)
        loss = self.loss.discriminator(critic(seen.real), critic(seen.fake))
        for i, stabilizer in enumerate(self.stabilizers):
            noise = _own(seen.noise, "penalty", i)
            penalty = stabilizer.penalty(critic, seen.real, seen.fake, noise, step)
            loss = loss if penalty is None else loss + penalty
        return loss

    def generator_loss(
        self, params: Tensor, discriminator: Player, batch: Batch, step: Tensor
    ) -> Tensor:
        """The generator's loss against the discriminator that the stabilizers let it see."""
        seen = self._see(batch, self.generator(params, batch.latent), step)
        update = partial(self.move_discriminator, seen=seen, step=step)
        for stabilizer in self.stabilizers:
            discriminator = stabilizer.lookahead(update, discriminator)
        critic = partial(self._logits, discriminator.params)
        real_logits = critic(seen.real) if self.loss.relativistic else None
        return self.loss.generator(critic(seen.fake), real_logits)

    def _logits(self, params: Tensor, x: Tensor) -> Tensor:
        return self.discriminator(params, x).squeeze(-1)

    def _see(self, batch: Batch, fake: Tensor, step: Tensor) -> Seen:
        real = batch.real
        for i, stabilizer in enumerate(self.stabilizers):
            fake = stabilizer.perturb(fake, _own(batch.noise, "fake", i), step)
            if batch.real.numel():
                real = stabilizer.perturb(real, _own(batch.noise, "real", i), step)
        return Seen(real, fake, batch.noise)


def _own(noise: Mapping[str, Tensor], role: str, position: int) -> dict[str, Tensor]:
    prefix = f"{role}/{position}/"
    return {k[len(prefix) :]: v for k, v in noise.items() if k.startswith(prefix)}


def _frozen_unless_finite(old: State, new: State, moved: Player) -> State:
    """`new` while all is finite, `old` from then on: a game ends where it still was one."""
    finite = [leaf.isfinite().all() for leaf in pytree.tree_leaves(moved)]
    alive = old.alive & torch.stack(finite).all()
    kept: State = pytree.tree_map(lambda a, b: a if a is b else torch.where(alive, a, b), new, old)
    return kept._replace(alive=alive)
