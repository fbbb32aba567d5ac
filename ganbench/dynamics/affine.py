"""The Dirac-GAN with a bias: data anywhere, D(x) = psi x + b, G(z) = w z + theta.

With data at 0 and no bias, D(0) = 0 whatever the discriminator: a real sample taken for a generated
one, a term left out or an optimum other than D = 1/2 show nowhere. With data elsewhere they do,
and the bias lets every loss have its optimum there: psi = 0 and b its best constant.

The games are those of `ganbench.engine.compose`, with the networks that a method makes of small
ones, so that packs, several generators and the like are played as they train.

Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, section 2,
for the game without a bias and with data at 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.func import vmap
from torch.utils import _pytree as pytree

from ganbench.dynamics.draws import exact_draws, sides
from ganbench.engine.batch import Batch
from ganbench.engine.compose import compose, incompatibility, modified
from ganbench.engine.game import Turn
from ganbench.engine.network import Network
from ganbench.engine.sample_game import SampleGame
from ganbench.engine.state import State
from ganbench.methods.method import Method
from ganbench.networks import MLP
from ganbench.networks.architecture import Architecture
from ganbench.networks.modules import InTurn
from ganbench.optimizers import SGD
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.stabilizer import Stabilizer, overrides
from ganbench.workloads import WORKLOADS, Prior, Workload

BATCH = 64
"""A power of 2: means of halves and quarters are exact, and what should be 0 is."""
_CODES, _DATA_CODES = sides(BATCH, 1), sides(BATCH, 2)

POINTS = replace(
    WORKLOADS["ring8"],
    shape=(1,),
    generator=MLP((1, 1)),
    discriminator=MLP((1, 1)),
    prior=Prior("normal", 1),
    batch=BATCH,
)
"""One number a sample, and affine networks."""

HIDDEN = replace(POINTS, generator=MLP((1, 4, 1)), discriminator=MLP((1, 4, 1)))
"""One number a sample, and networks with a hidden layer, for what changes nothing else."""

PICTURES = replace(
    POINTS, shape=(1, 8, 8), generator=MLP((1, 64), output=(1, 8, 8)), discriminator=MLP((64, 1))
)
"""Pictures, and affine networks, for what takes nothing else."""


@dataclass(frozen=True)
class Affine:
    """A method's game between small networks, at several places of the data at once.

    Attributes:
        game: The game, as `compose` makes it.
        shape: Of one sample.
        places: Where the data lie, each a game of its own: the leading dimension of all tensors.
        generator: Parameters whose samples are the data, [places, P].
        discriminator: Parameters of which the last layer's are 0, [P].
        data: What the generator makes, [places, BATCH, *sample], in other rows than `samples`.
    """

    game: SampleGame
    shape: tuple[int, ...]
    places: tuple[float, ...]
    generator: Tensor
    discriminator: Tensor
    data: Tensor

    def batch(self, turn: Turn) -> Batch:
        """What a turn is computed on: the data where it sees them, codes and noise, all exact."""

        def everywhere(leaf: Tensor) -> Tensor:
            return leaf.expand(len(self.places), *leaf.shape)

        shapes = Shapes((BATCH, *self.shape), (BATCH, 1))
        noise = exact_draws(self.game.draws(turn.role, shapes))
        return Batch(
            self.data if turn.sees_data else self.data[:, :0],
            everywhere(_CODES),
            pytree.tree_map(everywhere, noise),
        )

    def take(self, turn: Turn, state: State) -> State:
        """Returns the state after a turn, as `Game.take` of each place's game."""

        def take(state: State, batch: Batch) -> State:
            return self.game.take(turn.role, state, batch)

        new: State = vmap(take)(state, self.batch(turn))
        return new

    def samples(self, state: State) -> Tensor:
        """What the generators make, [places, BATCH, *sample]."""
        made: Tensor = vmap(self.game.generator, (0, None))(state.generator.params, _CODES)
        return made

    def logits(self, state: State) -> Tensor:
        """What the discriminators say of the data, before any `perturb`, [places, logits]."""
        shape = (BATCH, *self.shape)
        for stabilizer in self.game.stabilizers.values():
            shape = stabilizer.perturbed_shape(shape)

        def judged(params: Tensor, x: Tensor) -> Tensor:
            return self.game.critic(params)(x.reshape(shape))

        found: Tensor = vmap(judged)(state.discriminator.params, self.data)
        return found

    def last_layer(self) -> tuple[Tensor, Tensor]:
        """Where the discriminator's last weights and its constants are among its parameters [P]."""
        return _last_layer(self.game.discriminator)


def affine(
    method: Method, places: Sequence[float], spread: float = 0.5, descent: float | None = None
) -> Affine | str:
    """Returns a method's game with data at some places, or why it makes no sense there.

    Args:
        method: Optimizers that it leaves open are ring8's; schedules stay where they begin.
        places: Where the data lie.
        spread: Half the distance between the two points of the data.
        descent: The learning rate of gradient descent in the place of both players' optimizers;
            where the method has two rates, the generator's, and the discriminator's in proportion.
    """
    method = method.on(POINTS).at_start()
    if descent is not None:
        sgd = SGD(descent)
        method = replace(method, generator_optimizer=sgd, discriminator_optimizer=sgd)
    workload = played_on(method)
    if isinstance(workload, str):
        return workload
    game = compose(method, workload)
    assert isinstance(game, SampleGame)  # the workload has data, and the method makes sense on it
    if descent is not None:
        game = _at_rate(game, descent)
    networks = modified(method, workload)
    generator = _around(game.generator, _seeded(networks.generator), places, spread)
    flat = game.discriminator.flatten(_seeded(networks.discriminator))
    discriminator = flat.index_fill(0, torch.cat(_last_layer(game.discriminator)), 0.0)
    data = vmap(game.generator, (0, None))(generator, _DATA_CODES)
    return Affine(game, workload.shape, tuple(places), generator, discriminator, data)


def _around(network: Network, module: nn.Module, places: Sequence[float], spread: float) -> Tensor:
    """Parameters whose samples lie around each place, the same for several generators."""
    parts = list(module.networks) if isinstance(module, InTurn) else [module]
    linear = [layer for layer in parts[0].modules() if isinstance(layer, nn.Linear)]
    if len(linear) == 1:
        nn.init.constant_(linear[0].weight, spread)
    found = []
    for place in places:
        nn.init.constant_(linear[-1].bias, place)
        for part in parts:
            part.load_state_dict(parts[0].state_dict())
        found.append(network.flatten(module))
    return torch.stack(found)


def _last_layer(network: Network) -> tuple[Tensor, Tensor]:
    """Where the weights and the constants of a network's last layer are in its vector [P]."""
    named = network.unflatten(torch.arange(network.size))
    constants, weights = sorted(list(named)[-2:], key=lambda name: not name.endswith("bias"))
    return named[weights].flatten(), named[constants].flatten()


def played_on(method: Method) -> Workload | str:
    """Returns the simplest workload on which a method changes what it is there to change.

    That is `POINTS` but for what changes hidden layers or takes pictures only; a reason where none
    of the three suits it.
    """
    reasons = [incompatibility(method, workload) for workload in (POINTS, HIDDEN, PICTURES)]
    if reasons[0] is None and not _needs_hidden_layers(method):
        return POINTS
    if reasons[1] is None:
        return HIDDEN
    return PICTURES if reasons[2] is None else str(reasons[0])


def _needs_hidden_layers(method: Method) -> bool:
    """Whether it changes networks, but not affine ones."""
    changes = any(overrides(it, Stabilizer.modify_networks) for it in method.stabilizers)
    own = modified(method, POINTS)
    return changes and all(
        repr(getattr(own, player).build()) == repr(getattr(POINTS, player).build())
        for player in ("generator", "discriminator")
    )


def _at_rate(game: SampleGame, rate: float) -> SampleGame:
    own = game.settings
    ratio = rate / own.generator.lr
    settings = replace(
        own,
        generator=own.generator.at_rate(rate),
        discriminator=own.discriminator.at_rate(ratio * own.discriminator.lr),
    )
    return replace(game, settings=settings)


def _seeded(network: Architecture) -> nn.Module:
    """A network in float64 whose initial parameters are the same every time."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return network.build().double()
