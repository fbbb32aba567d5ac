"""What a game carries from step to step."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.stabilizers.players import Memory, Player, Players


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

    @property
    def players(self) -> Players:
        """Both players."""
        return Players(self.generator, self.discriminator)

    def with_players(self, players: Players) -> State:
        """Returns the state with other players."""
        return self._replace(generator=players.generator, discriminator=players.discriminator)


def frozen_unless_finite(old: State, new: State) -> State:
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


def in_order(new: Memory, old: Memory) -> Memory:
    """Returns a memory with its names in the order that they had.

    Raises:
        ValueError: The names are others, or the shapes.
    """
    if set(new) != set(old):
        raise ValueError(
            f"expected a memory of {', '.join(old) or 'nothing'}, as `begin` gives it, "
            f"found {', '.join(new) or 'nothing'}"
        )
    for name, before in old.items():
        if new[name].shape != before.shape:
            raise ValueError(
                f"expected a memory {name} of shape {list(before.shape)}, as `begin` gives it, "
                f"found {list(new[name].shape)}"
            )
    return {name: new[name] for name in old}
