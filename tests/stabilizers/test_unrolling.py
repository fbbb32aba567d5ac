"""Three inner updates with Adam, against torch.optim's and against Adam written out."""

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn.functional import pad, softplus

from ganbench.dynamics.dirac import dirac_batch, dirac_game
from ganbench.engine.batch import Batch
from ganbench.engine.compose import named
from ganbench.engine.network import Network
from ganbench.losses.hinge import Hinge
from ganbench.losses.minimax import Minimax
from ganbench.losses.non_saturating import NonSaturating
from ganbench.losses.relativistic_average import RelativisticAverage
from ganbench.methods.method import Method
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
    seen = game.ahead(state.discriminator.params, state, batch, g)
    torch.testing.assert_close(seen, w.detach())


@pytest.fixture
def through(game, bound, played):
    """From g to the discriminator after three updates, as Adam's paper writes them."""
    state, batch = played
    own = state.discriminator.slots

    def updated(g):
        w, m, v = state.discriminator.params, own["mean"], own["square"]
        for t in range(3, 3 + STEPS):
            grad = torch.func.grad(lambda w: judged(game, w, g, batch))(w)
            m = BETA1 * m + (1 - BETA1) * grad
            v = BETA2 * v + (1 - BETA2) * grad**2
            w = w - RATE * (m / (1 - BETA1**t)) / ((v / (1 - BETA2**t)).sqrt() + EPS)
            w = w.clamp(-bound, bound) if bound else w
        return w

    return updated


def test_with_minimax_it_is_the_gradient_of_the_whole_value_at_the_answer(game, played, through):
    state, batch = played
    game = replace(game, loss=Minimax())
    g = state.generator.params
    ours = game.generator_gradient(g, state.discriminator.params, state, batch)
    torch.testing.assert_close(
        ours, torch.func.grad(lambda g: -judged(game, through(g), g, batch))(g)
    )

    def fake_alone(g):
        fake = game.discriminator(through(g), game.generator(g, batch.latent))
        return -softplus(fake).mean()

    assert (ours - torch.func.grad(fake_alone)(g)).norm() > 0.05 * ours.norm()


def test_with_another_loss_the_value_is_followed_through_the_answer_alone(game, played, through):
    state, batch = played
    g = state.generator.params
    ours = game.generator_gradient(g, state.discriminator.params, state, batch)
    ahead = through(g)
    direct = torch.func.grad(lambda g: answered(game, ahead, g, batch))(g)
    value = torch.func.grad(lambda w: -judged(game, w, g, batch))(ahead)
    answer = torch.func.jacrev(through)(g)
    torch.testing.assert_close(ours, direct + value @ answer)
    nearsighted = torch.func.grad(lambda g: answered(game, state.discriminator.params, g, batch))(g)
    assert (ours - nearsighted).norm() > 0.05 * ours.norm()


def dirac_path(loss, start, steps=400):
    """Where a Dirac-GAN with data at 1 and no bias ends: rates 0.2, five updates ahead."""
    game = dirac_game(Method("unrolled", loss, (Unrolling(5),)), 0.2)
    batch = dirac_batch(game)
    batch = batch._replace(real=batch.real + 1)
    theta, psi = (pad(torch.tensor([x], dtype=torch.float64), (0, 15)) for x in start)
    state = game.init(theta, psi)
    for _ in range(steps):
        for turn in game.turns(0):
            state = game.take(turn.role, state, batch)
    return [state.generator.params[0].item(), state.discriminator.params[0].item()]


@pytest.mark.parametrize("loss", [Minimax(), NonSaturating(), Hinge(), RelativisticAverage()])
def test_away_from_zero_it_stays_at_the_equilibrium_and_comes_back_to_it(loss):
    """Following the term of generated samples alone leads from (1, 0) to (.7095, .3906)."""
    assert dirac_path(loss, (1.0, 0.0), 5) == pytest.approx([1, 0], abs=1e-9)
    assert dirac_path(loss, (1.5, 0.5)) == pytest.approx([1, 0], abs=1e-9)
