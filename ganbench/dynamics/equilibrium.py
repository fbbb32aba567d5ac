"""The first law: where p_G = p_data and the discriminator is at its optimum, nobody moves.

The optimum of the discriminator is a constant there, as real and generated samples look alike: the
one that minimises its own loss with all penalties. Without a slope, the generator has nothing to
follow, whatever the loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.func import jacrev, vmap
from typing_extensions import override

from ganbench.dynamics.affine import Affine, affine
from ganbench.engine.batch import Batch
from ganbench.engine.game import Turn
from ganbench.engine.state import State
from ganbench.methods.method import Method
from ganbench.optimizers import SGD, Optimizer
from ganbench.optimizers.optimizer import Slots

PLACES = (1.0, -2.0, 3.5)
"""Where the data lie: nowhere special."""

STILL = 1e-9
"""What is no movement but rounding."""

ROUNDING = 1e-12
"""Of a gradient, what is nothing but rounding: some optimizers take its sign for a direction."""

BESIDE = 1e-20
"""How far beside the equilibrium a kink is looked for: a convention, such as that a norm has slope
0 at 0, must not pass for rest."""

RATE = 0.1
"""The rate of gradient descent."""

STEPS = 2
"""Generator steps whose turns are looked at: the second one sees what the first left behind."""


@dataclass(frozen=True)
class _WithoutRounding(Optimizer):
    """An optimizer that is told nothing of gradients which are rounding alone.

    Attributes:
        rule: The optimizer.
    """

    rule: Optimizer

    @property
    @override
    def lr(self) -> float:  # type: ignore[override]  # the rule's, not a field
        """The learning rate."""
        return self.rule.lr

    @override
    def init(self, params: Tensor) -> Slots:
        return self.rule.init(params)

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        rounding = grad.detach().where(grad.abs() <= ROUNDING, 0.0)  # its derivative stays
        return self.rule.update(params, grad - rounding, slots)


NO_CONSTANT = "its discriminator has no best constant"


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
    """

    place: float
    logit: float
    samples: float
    logits: float
    parameters: float
    how: str

    @property
    def still(self) -> bool:
        """Whether nobody moved."""
        return self.parameters < STILL


def movements(method: Method, places: Sequence[float] = PLACES) -> list[Movement] | str:
    """Returns how far a method moves from its equilibria, or why there are none.

    Args:
        method: Optimizers that it leaves open are ring8's.
        places: Where the data lie.
    """
    descended = by_descent(method, places)
    trained = by_own_optimizers(method, places)
    if isinstance(descended, str):
        return descended
    return trained if isinstance(trained, str) else [*descended, *trained]


def by_own_optimizers(method: Method, places: Sequence[float] = PLACES) -> list[Movement] | str:
    """Returns how far a method's own optimizers move it, from their start on, at each place.

    Args:
        method: Optimizers that it leaves open are ring8's.
        places: Where the data lie.
    """
    setting = affine(method, places)
    if isinstance(setting, str):
        return setting
    rest = settled(setting)
    if rest is None:
        return NO_CONSTANT
    settings = setting.game.settings
    settings = replace(
        settings,
        generator=_WithoutRounding(settings.generator),
        discriminator=_WithoutRounding(settings.discriminator),
    )
    setting = replace(setting, game=replace(setting.game, settings=settings))
    return list(_moved(setting, rest, ["its own optimizers"] * len(places)))


def by_descent(method: Method, places: Sequence[float] = PLACES) -> list[Movement] | str:
    """Returns how far gradient descent moves a method's game, at each place.

    For each place it starts at the equilibrium, and from beside it, where the discriminator has a
    slope of `BESIDE`, up or down.

    Args:
        method: Its optimizers are replaced by gradient descent.
        places: Where the data lie.
    """
    setting = affine(method, 3 * tuple(places), descent=RATE)
    if isinstance(setting, str):
        return setting
    rest = settled(setting)
    if rest is None:
        return NO_CONSTANT
    slopes = [slope for slope in (0.0, BESIDE, -BESIDE) for _ in places]
    descent = f"gradient descent of rate {RATE:g}"
    ways = [f"{descent}, from a slope of {slope:g}" if slope else descent for slope in slopes]
    return list(_moved(setting, tilted(setting, rest, slopes), ways))


def settled(setting: Affine) -> State | None:
    """Returns the equilibrium: p_G = p_data, and the discriminator at its best constant.

    The constant b is where a step of gradient descent of the discriminator, `project` included,
    rests, found by Newton's method from 0; where another one is as good, it is the nearest. It
    solves dL_D/db = 0, L_D the discriminator's loss with all penalties. For lsgan it is half the
    sum of the labels. For one-sided smoothing with label a, the loss is
    softplus(-b) + (1 - a) b + softplus(b), of slope 2 sigmoid(b) - a: b = log(a / (2 - a)), that
    is D = a / 2.

    Returns:
        The state, or `None` where there is no such constant.
    """
    descent = replace(setting.game.settings, discriminator=SGD(RATE))
    game = replace(setting.game, settings=descent)
    batch = setting.batch(Turn("discriminator", "discriminator", 0, True))
    _, constants = setting.last_layer()
    flat = setting.discriminator.expand(len(setting.places), -1)

    def displacement(b: Tensor, generator: Tensor, params: Tensor, batch: Batch) -> Tensor:
        # What stabilizers carry is that of this point: some remember where the players were.
        state = game.init(generator, params.index_copy(0, constants, b))
        return game.discriminator_step(state, batch).discriminator.params[constants] - b

    b = flat[:, constants]
    for _ in range(50):
        off = vmap(displacement)(b, setting.generator, flat, batch)
        if off.abs().max() < 1e-15:
            break
        slope = vmap(jacrev(displacement))(b, setting.generator, flat, batch)
        b = b - (torch.linalg.pinv(slope, rtol=1e-9) @ off[..., None]).squeeze(-1)
    if not vmap(displacement)(b, setting.generator, flat, batch).abs().max() < 1e-12:
        return None
    state: State = vmap(setting.game.init)(setting.generator, flat.index_copy(1, constants, b))
    return state


def tilted(setting: Affine, rest: State, slopes: Sequence[float]) -> State:
    """Returns the same points, but for the discriminators' last weights.

    Args:
        setting: The games.
        rest: A state of them.
        slopes: What the weights are, one for each place.
    """
    weights, _ = setting.last_layer()
    filled = torch.tensor(slopes, dtype=torch.float64)[:, None].expand(-1, len(weights))
    params = rest.discriminator.params.index_copy(1, weights, filled)
    return rest._replace(discriminator=rest.discriminator._replace(params=params))


def _moved(setting: Affine, start: State, ways: Sequence[str]) -> Iterator[Movement]:
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
        yield Movement(place, logit, samples, logits, parameters, way)


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
