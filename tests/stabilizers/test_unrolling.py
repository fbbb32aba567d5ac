"""Three inner updates with Adam, against torch.optim's and against Adam written out."""

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn.functional import softplus

from ganbench.engine.compose import named
from ganbench.engine.game import Batch
from ganbench.engine.network import Network
from ganbench.optimizers import Adam
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.stabilizers.weight_clipping import WeightClipping

BOUND = 0.5
RATE, BETA1, BETA2, EPS = 0.1, 0.5, 0.9, 1e-8
STEPS = 3


def judge():
    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()


def normal(*shape):
    return torch.randn(shape, dtype=torch.float64)


@pytest.fixture(params=[None, BOUND], ids=["plain", "clipped"])
def bound(request):
    return request.param


@pytest.fixture
def game(bound, game_of, small):
    """Of a linear generator and a smooth discriminator."""
    stabilizers = named([Unrolling(STEPS), *([WeightClipping(bound)] if bound else [])])
    game = game_of("non-saturating", small)
    rule = Adam(RATE, BETA1, BETA2, EPS)
    return replace(
        game,
        generator=Network(nn.Linear(2, 2).double()),
        discriminator=Network(judge()),
        stabilizers=stabilizers,
        settings=replace(game.settings, discriminator=rule),
    )


@pytest.fixture
def played(game):
    """A batch, and a state after two updates of the discriminator, whose moments are not 0."""
    torch.manual_seed(0)
    batch = Batch(normal(8, 2) + 1, normal(8, 2), {})
    state = game.init(normal(game.generator.size), game.discriminator.flatten(judge()))
    for _ in range(2):
        state = game.discriminator_step(state, batch)
    return state, batch


def judged(game, w, g, batch):
    """The discriminator's loss."""
    real, fake = game.discriminator(w, batch.real), game.generator(g, batch.latent)
    return softplus(-real).mean() + softplus(game.discriminator(w, fake)).mean()


def answered(game, w, g, batch):
    """The generator's loss."""
    return softplus(-game.discriminator(w, game.generator(g, batch.latent))).mean()


def test_the_loss_is_that_after_three_of_torchs_updates(game, bound, played):
    state, batch = played
    g = state.generator.params
    w = state.discriminator.params.clone().requires_grad_()
    optimizer = torch.optim.Adam([w], RATE, (BETA1, BETA2), EPS)
    slots = state.discriminator.slots
    optimizer.state[w] = {
        "step": slots["count"].clone().float(),
        "exp_avg": slots["mean"].clone(),
        "exp_avg_sq": slots["square"].clone(),
    }
    for _ in range(STEPS):
        optimizer.zero_grad()
        judged(game, w, g, batch).backward()
        optimizer.step()
        if bound:
            w.data.clamp_(-bound, bound)
            assert (w.abs() == bound).any()
    loss = game.generator_loss(g, state, batch)
    torch.testing.assert_close(loss, answered(game, w, g, batch).detach())


def test_the_gradient_is_that_through_three_updates_as_adams_paper_writes_them(game, bound, played):
    state, batch = played
    own = state.discriminator.slots

    def loss(g):
        w, m, v = state.discriminator.params, own["mean"], own["square"]
        for t in range(3, 3 + STEPS):
            grad = torch.func.grad(lambda w: judged(game, w, g, batch))(w)
            m = BETA1 * m + (1 - BETA1) * grad
            v = BETA2 * v + (1 - BETA2) * grad**2
            w = w - RATE * (m / (1 - BETA1**t)) / ((v / (1 - BETA2**t)).sqrt() + EPS)
            w = w.clamp(-bound, bound) if bound else w
        return answered(game, w, g, batch)

    start = state.generator.params
    ours = torch.func.grad(game.generator_loss)(start, state, batch)
    torch.testing.assert_close(ours, torch.func.grad(loss)(start))
    nearsighted = torch.func.grad(lambda g: answered(game, state.discriminator.params, g, batch))(
        start
    )
    assert (ours - nearsighted).norm() > 0.05 * ours.norm()
