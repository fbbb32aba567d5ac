"""The Dirac-GAN: a game so small that its dynamics at the equilibrium can be written down.

Data: a point mass at 0. Generator: a point mass at theta. Discriminator: D(x) = psi x. The
equilibrium is (0, 0); eigenvalues of the update field with a negative real part pull towards it,
imaginary ones circle around it.

Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.dynamics.draws import exact_draws
from ganbench.engine.batch import Batch
from ganbench.engine.compose import between, incompatibility
from ganbench.engine.game import Game
from ganbench.engine.network import Network
from ganbench.engine.sample_game import SampleGame
from ganbench.methods.method import Method
from ganbench.names import part_name
from ganbench.optimizers import SGD
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.stabilizer import Stabilizer, overrides
from ganbench.workloads import WORKLOADS

SMALL = 1e-9
"""What is 0 but for rounding."""
AWAY = "it moves away"
_BATCH = (160, 1)
_SHAPES = Shapes(samples=_BATCH, codes=_BATCH)


class Theta(nn.Module):
    """The generator: whatever the prior says, theta."""

    def __init__(self) -> None:
        super().__init__()
        self.theta = nn.Parameter(torch.zeros(1, dtype=torch.float64))

    @override
    def forward(self, z: Tensor) -> Tensor:
        """[batch, any] -> [batch, 1]."""
        return self.theta.expand(len(z), 1)


class Psi(nn.Module):
    """The discriminator: D(x) = psi x."""

    def __init__(self) -> None:
        super().__init__()
        self.psi = nn.Parameter(torch.zeros(1, dtype=torch.float64))

    @override
    def forward(self, x: Tensor) -> Tensor:
        """[batch, 1] -> [batch, 1]."""
        return x * self.psi


@dataclass(frozen=True)
class Spectrum:
    """How a method moves near the equilibrium.

    Attributes:
        values: The eigenvalues of one update of each player, in units of the generator's rate.
        rates: The method's own learning rates, of the generator and of the discriminator.
        still: Whether the Jacobian itself is 0, which eigenvalues of 0 alone do not say.
    """

    values: tuple[complex, ...]
    rates: tuple[float, float]
    still: bool

    @property
    def tendency(self) -> str:
        """Where it goes near the equilibrium, in words."""
        largest = max(value.real for value in self.values)
        if abs(largest) > SMALL:
            return "it is attracted" if largest < 0 else AWAY
        if all(abs(value.imag) > SMALL for value in self.values):
            return "it circles"
        return "it stands still" if self.still else "the linearisation does not decide"

    @override
    def __str__(self) -> str:
        first, second = self.values
        if abs(second.imag) > SMALL:  # conjugates, for the Jacobian is real
            real = f"{second.real:.6f}" if abs(second.real) > SMALL else "0"
            return f"{real} ± {second.imag:.6f}i"
        return ", ".join(f"{v.real:.6f}" if abs(v.real) > SMALL else "0" for v in (first, second))

    @property
    def description(self) -> str:
        """The eigenvalues, what they mean, and for what they hold."""
        g, d = self.rates
        step = f"a gradient step of each, of rates {g:g} for G and {d:g} for D"
        return f"{self}: {self.tendency} ({step})"


def spectrum(method: Method) -> Spectrum | str:
    """Returns the eigenvalues at the equilibrium, or why there are none.

    They are taken at the method's own learning rates, since there are updates, unrolled and
    extragradient ones, that pull the more the larger the rate is.

    Args:
        method: Optimizers that it leaves open are ring8's.
    """
    method = method.on(WORKLOADS["ring8"]).at_start()
    reason = incompatibility(method, replace(WORKLOADS["ring8"], shape=(1,)))
    reason = reason or _other_networks(method)
    if reason:
        return reason
    own = _with_dirac_networks(method).settings
    rates = (own.generator.lr, own.discriminator.lr)
    game = _at_rates(dirac_game(method), *rates)
    start = torch.zeros(game.generator.size, dtype=torch.float64)
    if game.settings.generator.init(start) or game.settings.discriminator.init(start):
        return "its updates look back at earlier ones, and there is one step only"
    here = jacobian(game)
    if not here.isfinite().all():
        return "the Jacobian at the equilibrium is not finite"
    if not torch.equal(here, jacobian(game)):
        return "the Jacobian is random: computed again at the same point, it is another one"
    if not smooth(game):
        return "the game is not smooth at its equilibrium, where there is no Jacobian"
    still = bool(here.abs().max() < SMALL)
    return Spectrum(tuple(eigenvalues(game)), rates, still)


def _other_networks(method: Method) -> str | None:
    """Says which stabilizer wants other networks than those that the Dirac-GAN has."""
    workload = WORKLOADS["ring8"]
    for stabilizer in method.stabilizers:
        name = part_name(STABILIZERS, stabilizer)
        if stabilizer.needs_last_layer:
            return f"{name} takes D's last linear layer apart, and the Dirac-GAN's D has none"
        if overrides(stabilizer, Stabilizer.perturbed_shape):
            return f"{name} changes the shape of what the discriminator sees: one number here"
        if overrides(stabilizer, Stabilizer.modify_networks):
            changed = stabilizer.modify_networks(workload)
            players = ("generator", "discriminator")
            new = [p for p in players if getattr(changed, p) != getattr(workload, p)]
            what = f"the {new[0]}'s network" if len(new) == 1 else "the networks"
            return f"{name} changes {what}, and the Dirac-GAN has its own"
    return None


def dirac_game(method: Method, rate: float = 1.0) -> SampleGame:
    """Returns the game of a method with Dirac networks and plain gradient steps.

    Args:
        method: Its optimizers are replaced by gradient descent.
        rate: The learning rate of both players.
    """
    sgd = SGD(rate)
    return _with_dirac_networks(
        replace(method, generator_optimizer=sgd, discriminator_optimizer=sgd)
    )


def _with_dirac_networks(method: Method) -> SampleGame:
    return between(Network(Theta()), Network(Psi()), method)


def _at_rates(game: SampleGame, generator: float, discriminator: float) -> SampleGame:
    settings = replace(
        game.settings,
        generator=game.settings.generator.at_rate(generator),
        discriminator=game.settings.discriminator.at_rate(discriminator),
    )
    return replace(game, settings=settings)


def dirac_batch(game: Game) -> Batch:
    """Samples at the data, with noise that is exact in the first two moments."""
    zeros = torch.zeros(_BATCH, dtype=torch.float64)
    draws = {**game.draws("discriminator", _SHAPES), **game.draws("generator", _SHAPES)}
    return Batch(zeros, zeros, exact_draws(draws))


def moved(game: Game, point: Tensor) -> Tensor:
    """Returns where one simultaneous update takes (theta, psi)."""
    batch = dirac_batch(game)
    theta = nn.functional.pad(point[:1], (0, game.generator.size - 1))
    psi = nn.functional.pad(point[1:], (0, game.discriminator.size - 1))
    state = game.init(theta, psi)
    if game.simultaneous:
        state = game.generator_step(state, batch)
        return torch.cat([state.generator.params[:1], state.discriminator.params[:1]])
    new_psi = game.discriminator_step(state, batch).discriminator.params[:1]
    new_theta = game.generator_step(state, batch).generator.params[:1]
    return torch.cat([new_theta, new_psi])


def jacobian(game: Game, at: tuple[float, float] = (0.0, 0.0)) -> Tensor:
    """Returns that of the update field of (theta, psi), [2, 2], at learning rate 1 of theta.

    Both rates are divided by the generator's, so that their ratio stays.
    """
    rate = game.settings.generator.lr
    field = torch.func.jacrev(lambda p: (moved(game, p) - p) / rate)
    matrix: Tensor = field(torch.tensor(at, dtype=torch.float64))
    return matrix


def smooth(game: Game, beside: float = 1e-4) -> bool:
    """Whether the update field has a Jacobian at the equilibrium: nearly the same beside it."""
    here = jacobian(game)
    around = [jacobian(game, (side, side)) for side in (beside, -beside)]
    return all(torch.allclose(here, other, rtol=1e-2, atol=1e-2) for other in around)


def eigenvalues(game: Game, at: tuple[float, float] = (0.0, 0.0)) -> list[complex]:
    """Returns those of the Jacobian of the update field, by imaginary, then by real part."""
    values: list[complex] = torch.linalg.eigvals(jacobian(game, at)).tolist()
    return sorted(values, key=lambda v: (round(v.imag, 9), v.real))
