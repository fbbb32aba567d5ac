import math

import pytest
import torch
from torch.autograd import gradcheck
from torch.func import grad, vmap

from ganbench.optimizers import (
    OPTIMIZERS,
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Layout,
    Momentum,
    RMSProp,
)
from ganbench.optimizers.optimistic import Optimistic
from ganbench.optimizers.root import safe_root
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.players import Field, Move, Player, Players

PAIRS = [
    (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    (Momentum(0.01, 0.8), lambda p: torch.optim.SGD(p, 0.01, 0.8)),
    (Momentum(0.01, 0.8, nesterov=True), lambda p: torch.optim.SGD(p, 0.01, 0.8, nesterov=True)),
    (Adagrad(0.1), lambda p: torch.optim.Adagrad(p, 0.1)),
    (
        Adagrad(0.1, initial=0.3, eps=1e-3),
        lambda p: torch.optim.Adagrad(p, 0.1, initial_accumulator_value=0.3, eps=1e-3),
    ),
    (RMSProp(0.01, alpha=0.9), lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9)),
    (Adam(0.01, 0.5, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.5, 0.9))),
    (Adam(0.01, 0.0, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.0, 0.9))),
    (RMSProp(0.01), lambda p: torch.optim.RMSprop(p, 0.01)),
    (RMSProp(0.01, eps=0.1), lambda p: torch.optim.RMSprop(p, 0.01, eps=0.1)),
    (Adam(0.01), lambda p: torch.optim.Adam(p, 0.01)),
    (Adam(0.01, eps=0.1), lambda p: torch.optim.Adam(p, 0.01, eps=0.1)),
    (AdamW(0.01), lambda p: torch.optim.AdamW(p, 0.01)),
    (
        AdamW(0.01, 0.5, 0.9, 1e-3, weight_decay=0.4),
        lambda p: torch.optim.AdamW(p, 0.01, (0.5, 0.9), 1e-3, weight_decay=0.4),
    ),
]
LAYOUT = Layout(size=16, starts=(0, 8), shapes=((2, 3), (4,)))
"""A matrix and a bias, with padding behind each."""
EVERY = {name: OPTIMIZERS[name](lr=0.1).for_network(LAYOUT) for name in OPTIMIZERS}
EVERY["nesterov"] = Momentum(0.1, nesterov=True)
EVERY["optimistic muon"] = Optimistic(OPTIMIZERS["muon"](lr=0.1)).for_network(LAYOUT)
EACH = pytest.mark.parametrize("rule", EVERY.values(), ids=list(EVERY))


def started(rule, dtype=torch.float64):
    """Parameters, a gradient and slots [seeds, ...] after a few steps of two seeds."""
    torch.manual_seed(0)
    params, *grads = torch.randn(4, 2, LAYOUT.size, dtype=dtype)
    slots = vmap(rule.init)(params)
    for each in grads:
        params, slots = vmap(rule.update)(params, each, slots)
    return params, torch.randn(params.shape, dtype=dtype), slots


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
    torch.testing.assert_close(params, twin.detach(), rtol=1e-12, atol=1e-12)


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


@EACH
def test_the_derivative_in_parameters_gradient_and_slots_is_that_of_finite_differences(rule):
    params, gradient, slots = started(rule)

    def flat(params, gradient, *own):
        new, after = rule.update(params, gradient, dict(zip(slots, own, strict=True)))
        return (new, *after.values())

    given = [each[0].clone().requires_grad_() for each in (params, gradient, *slots.values())]
    assert gradcheck(flat, given, rtol=1e-5, atol=1e-6)


@EACH
def test_a_seed_has_the_numbers_that_it_has_alone(rule):
    params, gradient, slots = started(rule)
    together, after = vmap(rule.update)(params, gradient, slots)
    for seed in range(2):
        own = {name: slot[seed] for name, slot in slots.items()}
        alone, end = rule.update(params[seed], gradient[seed], own)
        torch.testing.assert_close(together[seed], alone, rtol=1e-12, atol=1e-13)
        for name, slot in end.items():
            torch.testing.assert_close(after[name][seed], slot, rtol=1e-12, atol=1e-13)


@EACH
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize("dead", [[0, 1, 2, 3, 4, 5], [1, 9], list(range(16))], ids=len)
def test_two_derivatives_are_finite_where_a_gradient_is_exactly_zero(rule, dtype, dead):
    """A dead ReLU's weights have gradient 0; sqrt'(0) is infinite and 0 * inf would be NaN."""

    def after(gradient):
        params = torch.ones_like(gradient)
        slots = rule.init(params)
        for _ in range(2):
            params, slots = rule.update(params, gradient, slots)
        return params.square().sum()

    gradients = torch.linspace(1, 3, 2 * LAYOUT.size, dtype=dtype).reshape(2, -1)
    gradients[:, dead] = 0
    once = vmap(grad(after))(gradients)
    twice = vmap(grad(lambda gradient: grad(after)(gradient).sum()))(gradients)
    assert vmap(after)(gradients).isfinite().all()
    assert once.isfinite().all()
    assert twice.isfinite().all()


def test_the_slope_of_plain_descent_is_its_rate_also_at_zero():
    slope = grad(lambda g: SGD(0.1).update(g, g, {})[0].sum())(torch.tensor([0.0, 1.0]))
    assert slope.tolist() == pytest.approx([0.9, 0.9])


@EACH
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_a_gradient_that_is_not_a_number_leaves_none(rule, dtype):
    params, gradient, slots = started(rule, dtype)
    gradient[0, 1] = torch.nan
    gradient[1, 9] = torch.nan
    new, after = vmap(rule.update)(params, gradient, slots)
    assert new[0, 1].isnan()
    assert new[1, 9].isnan()
    again, _ = vmap(rule.update)(new, torch.ones_like(new), after)
    assert again[0, 1].isnan()
    assert again[1, 9].isnan()


def test_state_is_not_mutated():
    params, optimizer = torch.ones(3), Adam(0.1)
    slots = optimizer.init(params)
    optimizer.update(params, torch.ones(3), slots)
    assert slots["count"] == 0
    assert (params == 1).all()


def test_an_optimistic_rule_at_another_rate_is_optimistic_at_that_rate():
    assert Optimistic(Adam(0.1, 0.5)).at_rate(0.2) == Optimistic(Adam(0.2, 0.5))
    assert Optimistic(SGD(0.3)).lr == 0.3


def test_a_root_is_0_at_0_and_not_a_number_stays_what_it_is():
    missing, *roots = safe_root(torch.tensor([float("nan"), 4.0, 0.0])).tolist()
    assert math.isnan(missing)
    assert roots == [2, 0]


def test_momentum_remembers_nine_tenths_unless_told_otherwise():
    assert Momentum(0.1) == Momentum(0.1, momentum=0.9, nesterov=False)
