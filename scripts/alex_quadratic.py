"""Prints the gradients that methods take to solve random quadratic functions, as published.

Lee et al. 2024, Fundamental Benefit of Alternating Updates in Minimax Optimization, section 5, by
the selection of the authors' code: 10 functions from 3 starts each; the steps of every method are
the best of a grid for each function and start; what counts is the number of points until the
squared distance is below 1e-8, the start included, times the gradients of both players in a step.

The players are those of the workload `alex-quadratic`, and move as in every other run. Two methods
of the paper have a second step that ganbench's have not: its extragradient looks ahead by a step of
its own, and its optimistic descent adds `back` times the last gradient, where `extragradient` and
`optimism` have one step in both places. They are written here as variations of ganbench's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.utils import _pytree as pytree
from typing_extensions import override

from ganbench.datasets import load
from ganbench.engine.batch import Batch
from ganbench.engine.compose import compose
from ganbench.engine.game import Game
from ganbench.engine.numerics import Numerics
from ganbench.engine.players_cohort import VectorCohort
from ganbench.engine.state import State
from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.optimizers import SGD, Optimizer, Slots
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.alex_gda import AlexGDA
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.players import Field, Memory, Move, Player, Players, Settings
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.workloads import WORKLOADS

SEEDS = range(30)
SOLVED, DIVERGED = 1e-8, 1e6
FACTORS = [round(0.1 * i, 3) for i in range(1, 16)]
EXTRAPOLATIONS = [round(0.1 * i, 3) for i in range(5, 31)]
LONGEST = 10_000
SLOWER = 0.1
"""The base step of simultaneous descent, mu / L^2, in units of that of the others, 1 / L."""


@dataclass(frozen=True)
class Descent(SGD):
    """Gradient descent whose rate may be a tensor, so that a whole grid moves at once."""

    lr: Any


@dataclass(frozen=True)
class PastDescent(Optimizer):
    """w <- w - lr g_t + back g_(t-1): optimistic descent with a step of its own for the last."""

    lr: Any
    back: Any

    @override
    def init(self, params: Tensor) -> Slots:
        return {"last": torch.zeros_like(params)}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        return params - self.lr * grad + self.back * slots["last"], {"last": grad}


@dataclass(frozen=True)
class Alex(AlexGDA):
    """Alex-GDA whose extrapolations may be tensors."""

    gamma: Any
    delta: Any


@dataclass(frozen=True)
class LookingAhead(Extragradient):
    """Extragradient that looks ahead by steps of `ahead`."""

    ahead: Any

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        def look(gradient: Tensor, player: Player) -> Player:
            return player._replace(params=player.params - self.ahead * gradient)

        here = (players.generator.params, players.discriminator.params)
        ahead = Move(look, look)(field(*here), players)
        there = field(ahead.generator.params, ahead.discriminator.params)
        return move(there, players), memory


class Parts(NamedTuple):
    """How both players of one setting move."""

    optimizer: Optimizer
    stabilizer: Stabilizer | None = None


@dataclass(frozen=True)
class Contestant:
    """A method of the paper's table.

    Attributes:
        gradients: Of both players, in a step.
        published: The mean of the gradients, and their standard deviation, of 30 runs.
        parts: Of a row of the grid.
        grid: The settings that are tried, in parts that are tried one after another: no part goes
            on for longer than the best of those before took.
    """

    gradients: int
    published: tuple[float, float]
    parts: Callable[..., Parts]
    grid: Sequence[Sequence[tuple[float, ...]]]


def simultaneous() -> Stabilizer:
    """Both players at once."""
    made: Stabilizer = STABILIZERS["simultaneous"]()
    return made


ONE = [(factor,) for factor in FACTORS]
TWO = list(product(FACTORS, FACTORS))
UNEQUAL = [(a, b) for a, b in TWO if a != b]
CONTESTANTS = {
    "SimGDA": Contestant(
        1,
        (1974.2, 123.3),
        lambda lr: Parts(Descent(lr), simultaneous()),
        [[(SLOWER * factor,) for factor in FACTORS]],
    ),
    "AltGDA": Contestant(1, (105.9, 6.6), lambda lr: Parts(Descent(lr)), [ONE]),
    "EG": Contestant(
        2, (133.8, 16.7), lambda ahead, lr: Parts(Descent(lr), LookingAhead(ahead)), [TWO]
    ),
    "OGD": Contestant(
        1, (132.8, 16.5), lambda lr, back: Parts(PastDescent(lr, back), simultaneous()), [UNEQUAL]
    ),
    "AltOGD": Contestant(1, (90.0, 14.4), lambda lr, back: Parts(PastDescent(lr, back)), [UNEQUAL]),
    "Alex-GDA": Contestant(
        1,
        (62.7, 10.4),
        lambda lr, gamma, delta: Parts(Descent(lr), Alex(gamma, delta)),
        [
            [(f, gamma, d) for f in FACTORS for d in EXTRAPOLATIONS if not gamma == d == 1]
            for gamma in sorted(EXTRAPOLATIONS, key=lambda gamma: abs(gamma - 1.6))
        ],
    ),
}


def spent(contestant: Contestant, seeds: Sequence[int] = SEEDS) -> Tensor:
    """Returns the gradients that a method takes for each function and start, [seeds]."""
    best = torch.full((len(seeds),), float(LONGEST))
    for part in contestant.grid:
        best = torch.minimum(best, points(contestant.parts, part, seeds, int(best.max())))
    return best * contestant.gradients


def points(
    parts: Callable[..., Parts],
    grid: Sequence[tuple[float, ...]],
    seeds: Sequence[int],
    longest: int,
) -> Tensor:
    """Returns the points until the best setting of a grid is at the equilibrium, [seeds].

    Args:
        parts: Of a row of the grid.
        grid: The settings.
        seeds: Of the workload: a function and a start each.
        longest: Points after which no setting is better than what is known.
    """
    workload = WORKLOADS["alex-quadratic"]
    plain = compose(Method("plain", LOSSES["minimax"]()), workload)
    assert isinstance(plain, Game)
    data = load(workload.dataset, dict(workload.parameters))
    cohort = VectorCohort(plain, workload, data, seeds, Numerics(), alone=True)
    facts = cohort.batch(plain.turns(0)[0]).real
    start = cohort.init().players
    vectors = start.generator.params, start.discriminator.params

    def game(row: Tensor) -> Game:
        optimizer, stabilizer = parts(*row.unbind())
        own = {} if stabilizer is None else {"it": stabilizer}
        return replace(plain, stabilizers=own, settings=Settings(optimizer, optimizer, 1))

    def init(row: Tensor, x: Tensor, y: Tensor) -> State:
        return game(row).init(x, y)

    def step(row: Tensor, state: State, facts: Tensor) -> State:
        played = game(row)
        for turn in played.turns(0):
            state = played.take(turn.role, state, Batch(facts, facts.new_empty(0), {}))
        return state

    rows = torch.tensor(grid)
    state = torch.func.vmap(torch.func.vmap(init, (None, 0, 0)), (0, None, None))(rows, *vectors)
    advance = torch.func.vmap(torch.func.vmap(step, (None, 0, 0)), (0, 0, None))
    found = torch.full((len(seeds),), float(longest))
    for n in range(2, longest):
        state = advance(rows, state, facts)
        x, y = state.generator.params, state.discriminator.params
        away = x.square().sum(-1) + y.square().sum(-1)
        found = torch.where((away < SOLVED).any(0), found.clamp(max=n), found)
        if (found < longest).all():
            break
        if n % 10 == 0:
            going = (away < DIVERGED).any(1)
            rows = rows[going]
            state = _kept(state, going)
        if not len(rows):
            break
    return found


def _kept(state: State, settings: Tensor) -> State:
    """Returns the state of some of the settings only, those that are true."""
    kept: State = pytree.tree_map(lambda leaf: leaf[settings], state)
    return kept


def main(names: Sequence[str]) -> None:
    """Prints a row for each method that is named, or for all."""
    for name in names or CONTESTANTS:
        found = spent(CONTESTANTS[name])
        mean, spread = CONTESTANTS[name].published
        print(
            f"{name:9} {found.mean():7.1f} +- {found.std():5.1f}"
            f"   published {mean:7.1f} +- {spread:5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
