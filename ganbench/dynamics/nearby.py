"""The second law: from near the equilibrium, what has a proof of convergence comes back to it.

The data are a point mass here. At 0 the discriminator's constant has no part in the game, to first
order, and it is the Dirac-GAN of the theory: without anything that damps, it circles or leaves.
Elsewhere D(x) = psi x + b has two numbers for what it says of the data, and where its loss is
curved (cross-entropies, least squares) that curvature damps by itself; where it is not
(Wasserstein, hinge within its margin, relativistic losses), the game circles there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor
from torch.func import jacrev, vmap
from torch.utils import _pytree as pytree

from ganbench.dynamics.affine import POINTS, Affine, affine, played_on
from ganbench.dynamics.equilibrium import settled
from ganbench.engine.batch import Batch
from ganbench.engine.compose import modified
from ganbench.engine.game import Game, Role
from ganbench.engine.recording import Recording
from ganbench.engine.state import State
from ganbench.methods.method import Method
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

PLACES = (0.0, 1.0, -2.0)
"""Where the data lie; the theory's place comes first."""

AWAY = 0.5
"""How far from the equilibrium the generator and the discriminator's slope start."""

RATE = 1e-3
"""A rate of gradient descent so small that the strongest penalty does not overshoot."""

SMALL = 1e-9
"""What is 0 but for rounding: the weakest method of the catalogue shrinks by 5e-8 at `RATE`."""

CONSTANT_AWAY = 0.1
"""How far from the equilibrium the discriminator's constant starts."""

Tendency = Literal["comes back", "circles", "leaves", "stands still"]


@dataclass(frozen=True)
class Return:
    """How a small step away from the equilibrium goes on, with data at one place.

    Attributes:
        place: Where the data lie.
        factor: By how much a generator step multiplies what is off, at most: the spectral radius
            of the step's Jacobian, without directions in which every point is an equilibrium.
        driven: Whether theta has no part in what no step changes.
    """

    place: float
    factor: float
    driven: bool

    @property
    def tendency(self) -> Tendency:
        """Where it goes."""
        if not self.driven:
            return "stands still"
        if abs(self.factor - 1) < SMALL:
            return "circles"
        return "comes back" if self.factor < 1 else "leaves"


def returns(
    method: Method, rate: float = RATE, places: Sequence[float] = PLACES
) -> list[Return] | str:
    """Returns where a method's game goes from beside its equilibrium, or why that is not to be had.

    Each player descends its gradient, in the order of training. What optimizers carry from step to
    step is part of the point; what stabilizers carry is as at the start.

    Args:
        method: Its optimizers are replaced by gradient descent.
        rate: The learning rate of the generator; that of the discriminator is in the method's
            proportion.
        places: Where the data lie, two at least.
    """
    game = _point_masses(method, rate, places)
    if isinstance(game, str):
        return game
    rest = settled(game)
    if rest is None:
        return "its discriminator has no best constant"
    leaves, structure = pytree.tree_flatten((rest.generator, rest.discriminator))
    sizes = [leaf[0].numel() for leaf in leaves]
    shapes = [leaf[0].shape for leaf in leaves]
    turns = game.game.turns(0)

    def step(point: Tensor, state: State, batches: list[Batch]) -> Tensor:
        parts = [p.view(shape) for p, shape in zip(torch.split(point, sizes), shapes, strict=True)]
        generator, discriminator = pytree.tree_unflatten(parts, structure)
        state = state._replace(generator=generator, discriminator=discriminator)
        for turn, batch in zip(turns, batches, strict=True):
            state = game.game.take(turn.role, state, batch)
        after = pytree.tree_leaves((state.generator, state.discriminator))
        return torch.cat([leaf.flatten() for leaf in after])

    points = torch.cat([leaf.flatten(1) for leaf in leaves], dim=1)
    matrices = vmap(jacrev(step))(points, rest, [game.batch(turn) for turn in turns])
    if not matrices.isfinite().all():
        return "the Jacobian of a step is not finite there"
    theta = (game.generator[0] != game.generator[1]).nonzero().flatten()
    return [_return(place, matrix, theta) for place, matrix in zip(places, matrices, strict=True)]


def _return(place: float, matrix: Tensor, theta: Tensor) -> Return:
    """What the Jacobian of a step says; `theta` is where the generator's constants are in it."""
    values, vectors = torch.linalg.eig(matrix.T)  # of what no step changes: left eigenvectors
    free = (values - 1).abs() < SMALL
    driven = bool((vectors[theta][:, free].abs() < 1e-5).all())
    factor = values[~free].abs().max().item() if bool((~free).any()) else 0.0
    return Return(place, factor, driven)


@dataclass(frozen=True)
class Path:
    """How far from its equilibrium a game is, with data at several places.

    Attributes:
        distances: Of theta from the data or of D's slope from 0, the larger one, at the start and
            after each generator step, [steps + 1, places]; infinite once a number is not finite.
        constants: How far D's constant is from its optimum at the end, [places]; it says nothing
            where all constants are as good.
    """

    distances: Tensor
    constants: Tensor


def path(method: Method, rate: float, steps: int, places: Sequence[float] = PLACES) -> Path | str:
    """Returns the path of a method's game from near its equilibrium, or why there is none.

    From theta = c + `AWAY`, a slope of `AWAY` and a constant of `CONSTANT_AWAY` above its optimum,
    each player descends its gradient, in the order of training.

    Args:
        method: Its optimizers are replaced by gradient descent.
        rate: The learning rate of the generator; that of the discriminator is in the method's
            proportion.
        steps: Generator steps.
        places: Where the data lie.
    """
    here = _point_masses(method, rate, places)
    there = _point_masses(method, rate, [place + AWAY for place in places])
    if isinstance(here, str):
        return here
    if isinstance(there, str):
        return there
    rest = settled(here)
    if rest is None:
        return "its discriminator has no best constant"
    weights, constants = here.last_layer()
    off = torch.zeros_like(rest.discriminator.params)
    off = off.index_fill(1, weights, AWAY).index_fill(1, constants, CONSTANT_AWAY)
    state = vmap(here.game.init)(there.generator, rest.discriminator.params + off)
    roles: tuple[Role, Role] = ("discriminator", "generator")
    step = {role: _recorded(here.game, role) for role in roles}
    batches = {turn.role: here.batch(turn) for turn in here.game.turns(0)}

    def distance() -> Tensor:
        generator = (state.generator.params - here.generator).abs().amax(1)
        slope = state.discriminator.params[:, weights].abs().amax(1)
        return torch.maximum(generator, slope).where(state.alive, torch.inf)

    distances = [distance()]
    for number in range(steps):
        for turn in here.game.turns(number):
            state = step[turn.role](state, batches[turn.role])
        distances.append(distance())
    end = (state.discriminator.params - rest.discriminator.params)[:, constants]
    return Path(torch.stack(distances), end.abs().amax(1))


def _plays_from_memory(stabilizer: Stabilizer) -> bool:
    """Whether what it remembers of the players moves them."""
    moves = (Stabilizer.correct, Stabilizer.play, Stabilizer.generator_penalty, Stabilizer.project)
    return overrides(stabilizer, Stabilizer.begin) and any(
        overrides(stabilizer, hook) for hook in moves
    )


def _recorded(game: Game, role: Role) -> Recording:
    def step(state: State, batch: Batch, numbers: dict[str, Tensor]) -> State:
        return game.take(role, state, batch)

    return Recording(step, {}, compiled=False)


def _point_masses(method: Method, rate: float, places: Sequence[float]) -> Affine | str:
    """The game whose data are point masses, or why it is not played."""
    workload = played_on(method)
    if isinstance(workload, str):
        return workload
    if workload is not POINTS:
        return "it takes pictures or hidden layers, and this game has neither"
    compares = modified(method, POINTS).discriminator.compares
    if compares:
        return f"D compares samples ({compares}), which are all the same here"
    if any(map(_plays_from_memory, method.stabilizers)):
        return (
            "what it remembers takes part in the game, of which one step's Jacobian knows nothing"
        )
    return affine(method, places, spread=0.0, descent=rate)
