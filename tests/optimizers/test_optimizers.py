import pytest
import torch

from ganbench.optimizers import SGD, Adam, RMSProp
from ganbench.optimizers.optimistic import Optimistic
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.stabilizer import Field, Move, Player, Players

PAIRS = [
    (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    (RMSProp(0.01, alpha=0.9), lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9)),
    (Adam(0.01, 0.5, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.5, 0.9))),
    (Adam(0.01, 0.0, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.0, 0.9))),
]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=lambda x: type(x).__name__)
def test_follows_torch_optim_for_100_steps(ours, theirs):
    torch.manual_seed(0)
    matrix = torch.randn(6, 6, dtype=torch.float64)

    def loss(w):
        return (matrix @ w).square().sum() + w.sin().sum()

    params = torch.randn(6, dtype=torch.float64)
    twin = params.clone().requires_grad_()
    optimizer = theirs([twin])
    slots = ours.init(params)
    for _ in range(100):
        params, slots = ours.update(params, torch.func.grad(loss)(params), slots)
        optimizer.zero_grad()
        loss(twin).backward()
        optimizer.step()
    torch.testing.assert_close(params, twin.detach(), rtol=1e-10, atol=1e-12)


def bowl(g, d):
    """A game of two players of size 4, neither bilinear nor separable."""
    return (g * d).sum() + 0.1 * g.square().sum() - 0.2 * d.square().sum() + (g.sin() * d).sum()


def torch_pair(rule):
    torch.manual_seed(0)
    players = [torch.randn(4, dtype=torch.float64, requires_grad=True) for _ in range(2)]
    return players, [rule([player]) for player in players]


def torch_gradients(players):
    """Each player's own: g descends the game, d ascends it."""
    g, d = torch.autograd.grad(bowl(*players), players)
    for player, gradient in zip(players, (g, -d), strict=True):
        player.grad = gradient


RULES = [PAIRS[0], PAIRS[2]]


@pytest.mark.parametrize(("ours", "theirs"), RULES, ids=["sgd", "adam"])
def test_optimism_is_twice_torchs_step_less_the_last_for_100_steps(ours, theirs):
    (twin, _), (optimizer, _) = torch_pair(theirs)
    optimistic, params, last = Optimistic(ours), twin.detach().clone(), torch.zeros(4)
    slots = optimistic.init(params)
    for _ in range(100):
        grad = torch.func.grad(lambda w: w.sin().sum() + w.square().sum())
        params, slots = optimistic.update(params, grad(params), slots)
        before = twin.detach().clone()
        twin.grad = grad(before)
        optimizer.step()
        step = twin.detach() - before
        twin.data = before + 2 * step - last
        last = step
    torch.testing.assert_close(params, twin.detach(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("ours", "theirs"), RULES, ids=["sgd", "adam"])
def test_extragradient_is_two_of_torchs_steps_from_one_point_for_100_steps(ours, theirs):
    twins, optimizers = torch_pair(theirs)
    players = Players(*(Player(twin.detach().clone(), ours.init(twin.detach())) for twin in twins))
    field = Field(
        torch.func.grad(bowl, argnums=0), lambda g, d: -torch.func.grad(bowl, argnums=1)(g, d)
    )
    move = Move(*[lambda down, p: Player(*ours.update(p.params, down, p.slots))] * 2)
    for _ in range(100):
        players, _ = Extragradient().play(field, move, players, {})
        before = [twin.detach().clone() for twin in twins]
        torch_gradients(twins)
        for optimizer in optimizers:
            optimizer.step()
        torch_gradients(twins)  # there
        for twin, start in zip(twins, before, strict=True):
            twin.data = start  # and back
        for optimizer in optimizers:
            optimizer.step()
    for player, twin in zip(players, twins, strict=True):
        torch.testing.assert_close(player.params, twin.detach(), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(
    "optimizer", [SGD(0.1), RMSProp(0.1), Adam(0.1)], ids=lambda o: type(o).__name__
)
def test_is_differentiable_where_a_gradient_is_exactly_zero(optimizer):
    """A dead ReLU's weights have gradient 0; sqrt'(0) is infinite and 0 * inf would be NaN."""

    def after(gradient):
        params = torch.zeros(3, dtype=torch.float64)
        return optimizer.update(params, gradient, optimizer.init(params))[0].sum()

    slope = torch.func.grad(after)(torch.tensor([0.0, 1.0, -2.0], dtype=torch.float64))
    assert slope.isfinite().all()
    if isinstance(optimizer, SGD):
        assert slope.tolist() == [-0.1, -0.1, -0.1]


def test_state_is_not_mutated():
    params, optimizer = torch.ones(3), Adam(0.1)
    slots = optimizer.init(params)
    optimizer.update(params, torch.ones(3), slots)
    assert slots["count"] == 0
    assert (params == 1).all()
