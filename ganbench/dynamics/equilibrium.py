"""The first law: where p_G = p_data and the discriminator is at its optimum, nobody moves.

The optimum of the discriminator is a constant there, as real and generated samples look alike: the
one that minimises its own loss with all penalties. Without a slope, the generator has nothing to
follow, whatever the loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import jacrev, vmap

from ganbench.dynamics.affine import Affine, affine
from ganbench.engine.game import Batch, State, Turn
from ganbench.methods.method import Method

PLACES = (1.0, -2.0, 3.5)
"""Where the data lie: nowhere special."""

STILL = 1e-9
"""What is no movement but rounding, by gradient descent."""

AMPLIFIED = 1e-8
"""What is no movement but rounding, by optimizers that divide by 1e-8 and less of a gradient."""

BESIDE = 1e-20
"""How far beside the equilibrium a kink is looked for: a convention, such as that a norm has slope
0 at 0, must not pass for rest."""

RATE = 0.1
"""The rate of gradient descent."""

STEPS = 2
"""Generator steps whose turns are looked at: the second one sees what the first left behind."""


@dataclass(frozen=True)
class Movement:
    """How far the turns of a few steps take the players from a point, each by itself.

    Attributes:
        place: Where the data lie.
        logit: What the discriminator says of the data at the point.
        samples: How far a generated sample moves, at most.
        logits: How far the logit of a sample of the data moves, at most.
        parameters: How far a parameter of either player moves, at most; infinite where a number is
            not finite.
        how: By what turns, in words.
        allowed: How far a parameter may move by rounding.
    """

    place: float
    logit: float
    samples: float
    logits: float
    parameters: float
    how: str
    allowed: float

    @property
    def still(self) -> bool:
        """Whether nobody moved."""
        return self.parameters < self.allowed


def movements(method: Method, places: Sequence[float] = PLACES) -> list[Movement] | str:
    """Returns how far a method moves from its equilibria, or why there are none.

    For each place there is one of the method's own optimizers, from their start on; one of gradient
    descent; and two of gradient descent from beside the equilibrium, where the discriminator has a
    slope of `BESIDE`, up or down.

    Args:
        method: Optimizers that it leaves open are ring8's.
        places: Where the data lie.
    """
    own, plain = affine(method, places), affine(method, 3 * tuple(places), descent=RATE)
    if isinstance(own, str) or isinstance(plain, str):
        return str(own)
    rest = settled(plain)
    if rest is None:
        return "its discriminator has no best constant"
    descent, n = f"gradient descent of rate {RATE:g}", len(places)
    slopes = [*[0.0] * n, *[BESIDE] * n, *[-BESIDE] * n]
    ways = [descent if not slope else f"{descent}, from a slope of {slope:g}" for slope in slopes]
    trained = vmap(own.game.init)(rest.generator.params[:n], rest.discriminator.params[:n])
    return [
        *_moved(own, trained, ["its own optimizers"] * n, AMPLIFIED),
        *_moved(plain, _tilted(plain, rest, slopes), ways, STILL),
    ]


def settled(setting: Affine) -> State | None:
    """Returns the equilibrium: p_G = p_data, and the discriminator at its best constant.

    The constant b solves dL_D/db = 0 by Newton's method from 0, where L_D is the discriminator's
    loss with all penalties; where another constant is as good, it is the nearest. For lsgan it is
    half of the labels' sum; for one-sided smoothing with label a,
    L_D = softplus(-b) + (1 - a) b + softplus(b), whose slope 2 sigmoid(b) - a is 0 at
    b = log(a / (2 - a)), that is D = a / 2. With `project` it is where the projected step rests.

    Returns:
        The state, or `None` where there is no such constant.
    """
    state = setting.start()
    batch = setting.batch(Turn("discriminator", "discriminator", 0, True))
    _, constants = setting.last_layer()

    def step(b: Tensor, state: State, batch: Batch) -> Tensor:
        params = state.discriminator.params.index_copy(0, constants, b)
        here = state._replace(discriminator=state.discriminator._replace(params=params))
        return setting.game.discriminator_step(here, batch).discriminator.params[constants] - b

    displacement = vmap(step)
    slope = vmap(jacrev(step))
    b = state.discriminator.params[:, constants]
    for _ in range(50):
        off = displacement(b, state, batch)
        if not off.isfinite().all():
            return None
        if off.abs().max() < 1e-15:
            break
        newton = torch.linalg.pinv(slope(b, state, batch), rtol=1e-9) @ off[..., None]
        b = b - newton.squeeze(-1)
    if displacement(b, state, batch).abs().max() > 1e-12:
        return None
    params = state.discriminator.params.index_copy(1, constants, b)
    return state._replace(discriminator=state.discriminator._replace(params=params))


def _tilted(setting: Affine, rest: State, slopes: Sequence[float]) -> State:
    """The same points, but for the discriminators' last weights."""
    weights, _ = setting.last_layer()
    filled = torch.tensor(slopes, dtype=torch.float64)[:, None].expand(-1, len(weights))
    params = rest.discriminator.params.index_copy(1, weights, filled)
    return rest._replace(discriminator=rest.discriminator._replace(params=params))


def _moved(
    setting: Affine, start: State, ways: Sequence[str], allowed: float
) -> Iterator[Movement]:
    """How far each turn takes each place's game.

    Parameters are put back after every turn, and what optimizers and stabilizers carry is not: an
    optimizer that divides by the size of its gradients would take rounding for a direction, and
    the other player would follow.
    """
    far = torch.zeros(3, len(setting.places), dtype=torch.float64)
    state = start
    for turn in (turn for number in range(STEPS) for turn in setting.game.turns(number)):
        new = setting.take(turn, state)
        far = torch.maximum(far, _distances(setting, start, new).where(new.alive, torch.inf))
        state = new._replace(
            generator=new.generator._replace(params=start.generator.params),
            discriminator=new.discriminator._replace(params=start.discriminator.params),
        )
    columns = (setting.logits(start)[:, 0].tolist(), *far.tolist())
    for place, way, (logit, samples, logits, parameters) in zip(
        setting.places, ways, zip(*columns, strict=True), strict=True
    ):
        yield Movement(place, logit, samples, logits, parameters, way, allowed)


def _distances(setting: Affine, a: State, b: State) -> Tensor:
    """How far samples, logits and parameters of two states are apart, at most, [3, places]."""
    pairs = (
        (setting.samples(a), setting.samples(b)),
        (setting.logits(a), setting.logits(b)),
        (_parameters(a), _parameters(b)),
    )
    return torch.stack([(x - y).abs().flatten(1).amax(1) for x, y in pairs])


def _parameters(state: State) -> Tensor:
    return torch.cat([state.generator.params, state.discriminator.params], dim=1)
