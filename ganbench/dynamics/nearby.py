"""The second law: from near the equilibrium, what has a proof of convergence comes back to it.

The data are a point mass here. At 0 the discriminator's constant has no part in the game, to first
order, and it is the Dirac-GAN of the theory: without anything that damps, it circles or moves
away. Elsewhere D(x) = psi x + b has two numbers for what it says of the data, and where its loss is
curved (cross-entropies, least squares), that curvature damps by itself; where it is not (Wasserstein,
hinge within its margin, relativistic losses at their equilibrium), it circles there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from ganbench.dynamics.affine import POINTS, affine, played_on
from ganbench.dynamics.equilibrium import settled
from ganbench.engine.game import Role
from ganbench.engine.recording import Recording
from ganbench.methods.method import Method

PLACES = (0.0, 1.0, -2.0)
"""Where the data lie; the theory's place comes first."""

AWAY = 0.5
"""How far from the equilibrium the generator and the discriminator's slope start."""

_CONSTANT = 0.1
"""How far from the equilibrium the discriminator's constant starts."""


@dataclass(frozen=True)
class Path:
    """How far from its equilibrium a game is, step by step, with data at several places.

    Attributes:
        places: Where the data lie.
        distances: Of theta from the data or of D's slope from 0, the larger one, at the start and
            after each generator step, [steps + 1, places]; infinite once a number is not finite.
        constants: How far D's constant is from its optimum at the end, [places]; it says nothing
            where all constants are as good.
    """

    places: tuple[float, ...]
    distances: Tensor
    constants: Tensor

    @property
    def tendencies(self) -> tuple[str, ...]:
        """Where each game goes: "comes back", "circles" or "leaves".

        It comes back, or leaves, if the farthest point of the last quarter of the steps is less than
        half, or more than twice, as far as that of the first quarter.
        """
        quarter = len(self.distances) // 4
        first, last = self.distances[:quarter].amax(0), self.distances[-quarter:].amax(0)
        return tuple(
            "comes back" if ratio < 0.5 else "leaves" if ratio > 2 else "circles"
            for ratio in (last / first).tolist()
        )


def path(method: Method, rate: float, steps: int, places: Sequence[float] = PLACES) -> Path | str:
    """Returns the path of a method's game from near its equilibrium, or why there is none.

    From theta = c + `AWAY`, a slope of `AWAY` and a constant of 0.1 above its optimum, each player
    descends its gradient, in the order of training.

    Args:
        method: Its optimizers are replaced by gradient descent.
        rate: The learning rate of the generator; that of the discriminator is in the method's
            proportion.
        steps: Generator steps.
        places: Where the data lie.
    """
    workload = played_on(method)
    if isinstance(workload, str):
        return workload
    if workload is not POINTS:
        return "it takes pictures or hidden layers, and this game has neither"
    here = affine(method, places, spread=0.0, descent=rate)
    there = affine(method, [place + AWAY for place in places], spread=0.0, descent=rate)
    assert not isinstance(here, str)
    assert not isinstance(there, str)
    rest = settled(here)
    if rest is None:
        return "its discriminator has no best constant"
    weights, constants = here.last_layer()
    sloping = rest.discriminator.params.index_fill(1, weights, AWAY)
    judge = sloping.index_add(1, constants, torch.full_like(sloping[:, constants], _CONSTANT))
    state = torch.func.vmap(here.game.init)(there.generator, judge)
    roles: tuple[Role, Role] = ("discriminator", "generator")
    step = {role: Recording(partial(here.game.take, role), compiled=False) for role in roles}
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
    off = (state.discriminator.params - rest.discriminator.params)[:, constants].abs().amax(1)
    return Path(tuple(places), torch.stack(distances), off)
