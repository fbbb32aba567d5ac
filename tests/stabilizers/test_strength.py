"""How strong a method is does not depend on the batch: the same samples twice change nothing."""

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.conformance.subject import small_workloads
from ganbench.engine.batch import Batch, filled
from ganbench.engine.compose import incompatibility
from ganbench.losses import LOSSES
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.noise import Shapes

BATCH = 8
SGD = {"sgd": {"lr": 0.1}}
IN_GROUPS = "minibatch-stddev"
"""Its groups have a size: with the same samples twice, other samples meet in a group."""


def drawn(name, draw):
    make = {"normal": torch.randn, "uniform": torch.rand}[draw.distribution]
    return make(draw.shape, dtype=torch.float64)


def twice(x):
    """A batch put behind itself: the first dimension, or the second of rows of noise."""
    of_samples_or_packs = len(x) in (BATCH, BATCH // 2)
    return torch.cat([x, x], 0 if of_samples_or_packs else 1)


def difference(game, shape, prior) -> float:
    """How far apart a step on a batch and on that batch twice end, relative to what they moved."""
    torch.manual_seed(0)
    real = torch.rand(BATCH, *shape, dtype=torch.float64)
    latent = torch.randn(BATCH, prior, dtype=torch.float64)
    players = (game.generator, game.discriminator)
    start = game.init(*(0.5 * torch.randn(it.size, dtype=torch.float64) for it in players))
    apart = []
    for turn in game.turns(0):
        noise = filled(game.draws(turn.role, Shapes(tuple(real.shape), (BATCH, prior))), drawn)
        batch = Batch(real if turn.sees_data else real[:0], latent, noise)
        once = game.take(turn.role, start, batch)
        again = game.take(turn.role, start, pytree.tree_map(twice, batch))
        assert once.alive
        assert again.alive
        before, *ends = map(parameters, (start, once, again))
        moved = (ends[0] - before).norm()
        assert moved > 1e-6
        apart.append(((ends[1] - ends[0]).norm() / moved).item())
        for a, b in zip(*map(pytree.tree_leaves, (once.memory, again.memory)), strict=True):
            torch.testing.assert_close(a, b)
    return max(apart)


def parameters(state):
    return torch.cat([state.generator.params, state.discriminator.params])


@pytest.fixture
def played(fits_parts, game_of):
    """The difference that parts make, down plain gradients."""

    def ask(**parts):
        parts = {"generator_optimizer": SGD, "discriminator_optimizer": SGD, **parts}
        workload = next(it for it in small_workloads() if fits_parts(it, parts))
        game = game_of("non-saturating", workload, **parts)
        return difference(game, workload.shape, workload.prior.dimension)

    return ask


@pytest.fixture
def fits_parts(method_of):
    return lambda workload, parts: incompatibility(method_of("vanilla", **parts), workload) is None


@pytest.mark.parametrize("loss", list(LOSSES))
def test_a_loss_is_as_strong_in_every_batch(loss, played):
    assert played(loss=loss) < 1e-8


@pytest.mark.parametrize("name", [name for name in STABILIZERS if name != IN_GROUPS])
def test_a_stabilizer_is_as_strong_in_every_batch(name, played):
    assert played(stabilizers=[name]) < 1e-8


def test_groups_of_samples_meet_others_in_another_batch(played):
    assert played(stabilizers=[IN_GROUPS]) > 1e-4
