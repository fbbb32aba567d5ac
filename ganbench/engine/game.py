"""One game of one seed: how stabilizers let the two players move.

Everything here is a pure function on plain tensors with a batch dimension. The engine runs it
for a whole cohort under `torch.func.vmap`; there is no data-dependent branch, no transfer and
nothing that waits for the device.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal, NamedTuple, Protocol, TypeVar

import torch
from torch import Tensor
from typing_extensions import Self

from ganbench.bounds import Bounded
from ganbench.engine.batch import Batch, Draws
from ganbench.engine.network import Network
from ganbench.engine.state import State, frozen_unless_finite, in_order
from ganbench.optimizers import Optimizer
from ganbench.part_numbers import has_schedules, with_schedules
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.players import Field, Memory, Move, Player, Players, Settings
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

Role = Literal["discriminator", "generator"]
T = TypeVar("T")


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


class Logits(NamedTuple):
    """What the discriminator said in an update.

    Attributes:
        real: Of real samples, [batch].
        fake: Of generated samples, [batch].
    """

    real: Tensor
    fake: Tensor


class Change(Protocol):
    """Gives another part for a part, of the same class."""

    def __call__(self, part: T, path: str) -> T:
        """Returns the other part; `path` is the beginning of its numbers' paths."""


@dataclass(frozen=True)
class Game(ABC):
    """The rules by which two players move; what each of them minimises is a subclass's.

    Attributes:
        generator: The network from codes [batch, prior] to samples [batch, *sample].
        discriminator: The network from what it sees, [batch, *sample], to logits [batch, 1].
        stabilizers: By name, in the order in which they are applied.
        settings: Both optimizers and the number of discriminator steps.
    """

    other_parts: ClassVar[tuple[str, ...]] = ()
    """The names of a subclass's fields that hold parts."""

    generator: Network
    discriminator: Network
    stabilizers: Mapping[str, Stabilizer]
    settings: Settings

    def parts(self) -> Iterator[tuple[str, Bounded]]:
        """Yields every part with the beginning of its numbers' paths."""
        for name in self.other_parts:
            yield name, getattr(self, name)
        for name, stabilizer in self.stabilizers.items():
            yield f"stabilizers/{name}", stabilizer
        yield "generator_optimizer", self.settings.generator
        yield "discriminator_optimizer", self.settings.discriminator

    def with_parts(self, change: Change) -> Self:
        """Returns the game with other parts.

        Args:
            change: From a part and the beginning of its numbers' paths to the other part.
        """
        settings = replace(
            self.settings,
            generator=change(self.settings.generator, "generator_optimizer"),
            discriminator=change(self.settings.discriminator, "discriminator_optimizer"),
        )
        stabilizers = {
            name: change(it, f"stabilizers/{name}") for name, it in self.stabilizers.items()
        }
        others = {name: change(getattr(self, name), name) for name in self.other_parts}
        return replace(self, settings=settings, stabilizers=stabilizers, **others)

    def at(self, step: Tensor) -> Self:
        """Returns the game with the numbers that its schedules have after so many steps.

        Args:
            step: Generator updates so far, a scalar.
        """
        if not any(has_schedules(part) for _, part in self.parts()):
            return self

        def now(part: T, path: str) -> T:
            return with_schedules(part, path, lambda name, schedule: schedule.at(step, name))

        return self.with_parts(now)

    @abstractmethod
    def discriminator_loss(
        self, discriminator: Tensor, generator: Tensor, state: State, batch: Batch
    ) -> tuple[Tensor, Logits]:
        """Returns the discriminator's loss with all penalties, a scalar, and its logits.

        Args:
            discriminator: Its parameters, [P].
            generator: The generator's, [P].
            state: The memory and the step.
            batch: Samples, codes and noise.
        """

    @abstractmethod
    def generator_loss(
        self, generator: Tensor, discriminator: Tensor, state: State, batch: Batch
    ) -> Tensor:
        """Returns the generator's loss with all penalties, a scalar.

        Args:
            generator: Its parameters, [P].
            discriminator: Those of the discriminator that it is judged by, [P].
            state: The memory and the step.
            batch: Samples, codes and noise.
        """

    @abstractmethod
    def draws(self, role: Role, shapes: Shapes) -> Draws:
        """Returns the noise that a turn needs.

        Args:
            role: The player whose turn it is.
            shapes: Of a batch before any `perturb`.
        """

    @property
    def simultaneous(self) -> bool:
        """Whether the generator's turn moves both players at once."""
        return self.last_with(Stabilizer.play) is not None

    @property
    def generator_judges(self) -> bool:
        """Whether the generator's turn computes the discriminator's loss."""
        return self.simultaneous or self.last_with(Stabilizer.lookahead) is not None

    @property
    def generator_sees_data(self) -> bool:
        """Whether the generator's turn needs real samples."""
        return self.generator_judges

    def last_with(self, hook: Callable[..., object]) -> str | None:
        """The name of the last stabilizer that has a hook of its own."""
        own = [name for name, it in self.stabilizers.items() if overrides(it, hook)]
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
        return [*turns, Turn("generator", "generator", step, self.generator_sees_data)]

    def init(self, generator: Tensor, discriminator: Tensor) -> State:
        """Returns the state at the start, from initial parameters [P] of each network."""
        step = generator.new_zeros(())
        now = self.at(step)
        players = Players(
            Player(generator, now.settings.generator.init(generator)),
            Player(discriminator, now.settings.discriminator.init(discriminator)),
        )
        return State(
            *players,
            {name: stabilizer.begin(players) for name, stabilizer in now.stabilizers.items()},
            step=step,
            alive=generator.new_ones((), dtype=torch.bool),
        )

    def averaged_generator(self, state: State) -> Tensor:
        """Returns the parameters [P] of the generator that is measured."""
        params = state.generator.params
        for name, stabilizer in self.at(state.step).stabilizers.items():
            params = stabilizer.averaged_generator(params, state.memory[name])
        return params

    def take(self, role: Role, state: State, batch: Batch) -> State:
        """Takes one turn: returns the state after it.

        Args:
            role: The player whose turn it is.
            state: The state before.
            batch: Samples, codes and noise of `draws`.
        """
        now = self.at(state.step)
        if role == "discriminator":
            return now.discriminator_step(state, batch)
        return now.generator_step(state, batch)

    def discriminator_step(self, state: State, batch: Batch) -> State:
        """Updates the discriminator once."""
        judge = torch.func.grad(self.discriminator_loss, has_aux=True)
        grad, logits = judge(state.discriminator.params, state.generator.params, state, batch)
        moved = self._move_discriminator(
            state.memory, self.settings.discriminator, grad, state.discriminator
        )
        new = self._watched(state._replace(discriminator=moved), logits)
        return frozen_unless_finite(state, new)

    def generator_step(self, state: State, batch: Batch) -> State:
        """Takes the generator's turn: it is updated once, or both players at once."""
        new = self._together(state, batch) if self.simultaneous else self._alone(state, batch)
        new = new._replace(step=state.step + 1)
        players, corrected = new.players, dict(new.memory)
        for name, stabilizer in self.stabilizers.items():
            own = corrected[name]
            players, after = stabilizer.correct(players, own, new.step)
            corrected[name] = in_order(after, own)
        memory: dict[str, Memory] = {}
        for name, stabilizer in self.stabilizers.items():
            own = corrected[name]
            memory[name] = in_order(stabilizer.after_generator(own, players, new.step), own)
        return frozen_unless_finite(state, new.with_players(players)._replace(memory=memory))

    def _watched(self, state: State, logits: Logits) -> State:
        """Returns the state after an update of the discriminator with what is remembered of it."""
        memory: dict[str, Memory] = {}
        for name, stabilizer in self.stabilizers.items():
            own = state.memory[name]
            after = stabilizer.after_discriminator(own, state.players, logits.real, logits.fake)
            memory[name] = in_order(after, own)
        return state._replace(memory=memory)

    def _alone(self, state: State, batch: Batch) -> State:
        grad = self.generator_gradient(
            state.generator.params, state.discriminator.params, state, batch
        )
        return state._replace(generator=self._move_generator(grad, state.generator))

    def _together(self, state: State, batch: Batch) -> State:
        leader = self.last_with(Stabilizer.play)
        assert leader is not None

        def judge(generator: Tensor, discriminator: Tensor) -> Tensor:
            loss = torch.func.grad(self.discriminator_loss, has_aux=True)
            grad: Tensor = loss(discriminator, generator, state, batch)[0]
            return grad

        def descend(generator: Tensor, discriminator: Tensor) -> Tensor:
            return self.generator_gradient(generator, discriminator, state, batch)

        own = self.settings.discriminator
        players, after = self.stabilizers[leader].play(
            Field(descend, judge),
            Move(self._move_generator, partial(self._move_discriminator, state.memory, own)),
            state.players,
            state.memory[leader],
        )
        memory = {**state.memory, leader: in_order(after, state.memory[leader])}
        new = state.with_players(players)._replace(memory=memory)
        if self.last_with(Stabilizer.after_discriminator) is None:
            return new
        here = (state.discriminator.params, state.generator.params)
        _, logits = self.discriminator_loss(*here, state, batch)
        return self._watched(new, logits)

    def generator_gradient(
        self, generator: Tensor, discriminator: Tensor, state: State, batch: Batch
    ) -> Tensor:
        """Returns what the generator descends, [P]: the gradient of its loss.

        Where a stabilizer looks ahead, the discriminator of the loss answers to the generator. The
        generator then also descends the value that the discriminator ascends, minus its whole
        loss, through that answer. For a loss whose two sides sum to zero, both together are the
        gradient of the value at the answer. For any other, what is added vanishes where the
        discriminator is at its optimum, so that the equilibrium stays one.

        Args:
            generator: Its parameters, [P].
            discriminator: Those of the discriminator before it answers, [P].
            state: The discriminator's optimizer state, the memory and the step.
            batch: Samples, codes and noise.
        """
        descend = torch.func.grad(self.generator_loss)
        if self.last_with(Stabilizer.lookahead) is None:
            own: Tensor = descend(generator, discriminator, state, batch)
            return own
        answer = partial(self.ahead, discriminator, state, batch)
        ahead, pull = torch.func.vjp(answer, generator)[:2]
        judge = torch.func.grad(self.discriminator_loss, has_aux=True)
        down, _ = judge(ahead, generator, state, batch)
        through: Tensor = pull(-down)[0]
        total: Tensor = descend(generator, ahead, state, batch) + through
        return total

    def ahead(self, discriminator: Tensor, state: State, batch: Batch, generator: Tensor) -> Tensor:
        """Returns the parameters of the discriminator that the generator's loss sees, [P].

        Args:
            discriminator: Its parameters before it answers, [P].
            state: Its optimizer state, the memory and the step.
            batch: Samples, codes and noise.
            generator: Parameters of the generator that it answers to, [P].
        """

        def update(optimizer: Optimizer, player: Player) -> Player:
            judge = torch.func.grad(self.discriminator_loss, has_aux=True)
            grad, _ = judge(player.params, generator, state, batch)
            return self._move_discriminator(state.memory, optimizer, grad, player)

        player = state.discriminator._replace(params=discriminator)
        for stabilizer in self.stabilizers.values():
            player = stabilizer.lookahead(update, self.settings.discriminator, player)
        return player.params

    def _move_generator(self, grad: Tensor, player: Player) -> Player:
        return Player(*self.settings.generator.update(player.params, grad, player.slots))

    def _move_discriminator(
        self, memory: Mapping[str, Memory], optimizer: Optimizer, grad: Tensor, player: Player
    ) -> Player:
        params, slots = optimizer.update(player.params, grad, player.slots)
        for name, stabilizer in self.stabilizers.items():
            params = stabilizer.project(params, memory[name])
        return Player(params, slots)
