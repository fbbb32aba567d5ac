"""What a generator step costs, counted rather than timed: the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from ganbench.engine.batch import Batch, filled
from ganbench.engine.flops import Flops
from ganbench.engine.game import Game, Turn
from ganbench.engine.gradients import gradients
from ganbench.engine.network import Network
from ganbench.engine.state import State
from ganbench.engine.vector_game import VectorGame
from ganbench.stabilizers.noise import Shapes
from ganbench.workloads import Workload


@dataclass(frozen=True)
class Cost:
    """The cost of one generator step with its discriminator steps, for one seed.

    Attributes:
        flops: Floating point operations of matrix products and convolutions, those of first and
            of higher derivatives included, as automatic differentiation writes them.
        passes: The operations in units of one forward pass of a batch through both networks as the
            workload has them, which makes costs comparable between methods and workloads. In a
            game of vectors, in units of one gradient of each player.
    """

    flops: int
    passes: float


def count(game: Game, workload: Workload, plain: Workload) -> Cost:
    """Runs one generator step on `meta` tensors, which have shapes and no numbers.

    Args:
        game: The game of a method.
        workload: The workload with the networks that the method gave it.
        plain: The workload with its own networks.
    """
    if isinstance(game, VectorGame):
        return Cost(*gradients(game))
    state = meta_state(game)
    with Flops() as step:  # type: ignore[no-untyped-call]
        meta_step(game, workload, state)
    with Flops() as forward:  # type: ignore[no-untyped-call]
        for network, shape in (
            (plain.generator, (plain.prior.dimension,)),
            (plain.discriminator, plain.shape),
        ):
            with torch.random.fork_rng(devices=[]):  # only the shapes count
                built = Network(network.build())
            built(_meta(built.size), _meta(plain.batch, *shape))
    return Cost(step.total, step.total / forward.total)


def meta_state(game: Game) -> State:
    """A state of the right shapes on the `meta` device."""
    return game.init(_meta(game.generator.size), _meta(game.discriminator.size))


def meta_step(game: Game, workload: Workload, state: State) -> State:
    """Returns the state after one generator step of one game on the `meta` device.

    Args:
        game: The game of a method.
        workload: The batch, with the networks that the method gave it.
        state: The state before, as `meta_state` gives it.
    """
    for turn in game.turns(0):
        state = game.take(turn.role, state, meta_batch(game, workload, turn))
    return state


def meta_batch(game: Game, workload: Workload, turn: Turn) -> Batch:
    """Returns a batch of the right shapes on the `meta` device.

    Args:
        game: The game of a method.
        workload: The batch, with the networks that the method gave it.
        turn: The turn that it is for.
    """
    if isinstance(game, VectorGame):
        return game.meta_batch()
    codes = (workload.batch, workload.prior.dimension)
    shapes = Shapes((workload.batch, *workload.shape), codes)
    noise = filled(game.draws(turn.role, shapes), lambda _, draw: _meta(*draw.shape))
    real = _meta(*shapes.samples) if turn.sees_data else _meta(0)
    return Batch(real, _meta(*codes), noise)


def _meta(*shape: int) -> Tensor:
    return torch.empty(shape, device="meta")
