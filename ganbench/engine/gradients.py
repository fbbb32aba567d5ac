"""How many gradients a generator step of a game of vectors takes."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor
from typing_extensions import override

from ganbench.engine.flops import Flops
from ganbench.engine.vector_game import VectorGame
from ganbench.games import Payoffs


def gradients(game: VectorGame) -> tuple[int, float]:
    """Returns the floating point operations of a generator step, and its gradients of each player.

    Gradients are counted as operations of automatic differentiation, those of derivatives of
    gradients included, for losses that are one matrix product each: a gradient of both players is
    1, whichever losses the game has.
    """
    form = _Form(game.payoffs.dimension)
    with Flops() as own:  # type: ignore[no-untyped-call]
        _step(game)
    with Flops() as step:  # type: ignore[no-untyped-call]
        _step(replace(game, payoffs=form))
    with Flops() as unit:  # type: ignore[no-untyped-call]
        x, y, facts = (torch.empty(n, device="meta") for n in (form.dimension, form.dimension, 0))
        torch.func.grad(form.generator_loss)(x, y, facts)
        torch.func.grad(form.discriminator_loss, argnums=1)(x, y, facts)
    return own.total, step.total / unit.total


def _step(game: VectorGame) -> None:
    """Runs a generator step on `meta` tensors, which have shapes and no numbers."""
    sizes = game.generator.size, game.discriminator.size
    state = game.init(*(torch.empty(size, device="meta") for size in sizes))
    for turn in game.turns(0):
        state = game.take(turn.role, state, game.meta_batch())


class _Form(Payoffs):
    """z^T M z of both vectors in a row: one matrix product, which counts as operations."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension

    @property
    @override
    def dimension(self) -> int:
        return self._dimension

    @override
    def generator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        z = torch.cat([x, y])[None]
        return ((z @ z.new_empty(2 * self.dimension, 2 * self.dimension)) * z).sum()
