"""What two players minimise who are vectors: functions of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Tensor
from typing_extensions import override

from ganbench.engine.batch import Batch, Draws
from ganbench.engine.game import Game, Logits, Role
from ganbench.engine.network import Network
from ganbench.engine.state import State
from ganbench.games import Payoffs
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

_NO_NETWORKS = "the players of this game are vectors, which no change of networks reaches"
_NO_SAMPLES = "this game has no samples to perturb"
_NO_CRITIC = "the discriminator of this game is a vector, which is called on no samples"
_NO_PENALTY = "this game has no samples, and so no loss on them to add a penalty to"

_MEANINGLESS: dict[Callable[..., object], str] = {
    Stabilizer.modify_networks: _NO_NETWORKS,
    Stabilizer.perturb: _NO_SAMPLES,
    Stabilizer.perturbed_shape: _NO_SAMPLES,
    Stabilizer.critic: _NO_CRITIC,
    Stabilizer.penalty: _NO_PENALTY,
    Stabilizer.generator_penalty: _NO_PENALTY,
    Stabilizer.after_discriminator: "this game has no logits to remember",
}
"""Hooks that make no sense in a game of vectors, and why."""


@dataclass(frozen=True)
class VectorGame(Game):
    """Each player's parameters are a vector, and the losses are functions of both vectors.

    A batch's real samples are the facts of the seed's function, [f].

    Attributes:
        payoffs: What the players minimise.
    """

    payoffs: Payoffs

    @override
    def discriminator_loss(
        self, discriminator: Tensor, generator: Tensor, state: State, batch: Batch
    ) -> tuple[Tensor, Logits]:
        x, y = numbers(self.generator, generator), numbers(self.discriminator, discriminator)
        none = x.new_empty(0)
        return self.payoffs.discriminator_loss(x, y, batch.real), Logits(none, none)

    @override
    def generator_loss(
        self, generator: Tensor, discriminator: Tensor, state: State, batch: Batch
    ) -> Tensor:
        x, y = numbers(self.generator, generator), numbers(self.discriminator, discriminator)
        return self.payoffs.generator_loss(x, y, batch.real)

    @override
    def draws(self, role: Role, shapes: Shapes) -> Draws:
        return {}

    def meta_batch(self) -> Batch:
        """Returns a batch of the right shapes on the `meta` device."""
        facts = self.payoffs.facts(torch.Generator()).to("meta")
        return Batch(facts, torch.empty(0, device="meta"), {})


def numbers(network: Network, params: Tensor) -> Tensor:
    """Returns a network's parameters in a row, [p], without the padding that [P] has."""
    return torch.cat([each.flatten() for each in network.layout.split(params)])


def unplayable(stabilizers: Iterable[tuple[str, Stabilizer]]) -> str | None:
    """Says which stabilizer makes no sense in a game of vectors, and why; `None` if all do.

    Args:
        stabilizers: Those of a method, each with its name.
    """
    for name, stabilizer in stabilizers:
        for hook, reason in _MEANINGLESS.items():
            if overrides(stabilizer, hook):
                return f"{name}: {reason}"
    return None
