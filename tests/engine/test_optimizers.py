import pytest
import torch

from ganbench.engine.optimizers import SGD, Adam, RMSProp

PAIRS = [
    (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    (RMSProp(0.01, alpha=0.9), lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9)),
    (Adam(0.01, 0.5, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.5, 0.9))),
    (Adam(0.01, 0.0, 0.9), lambda p: torch.optim.Adam(p, 0.01, (0.0, 0.9))),
]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=lambda x: getattr(x, "name", ""))
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


@pytest.mark.parametrize("optimizer", [SGD(0.1), RMSProp(0.1), Adam(0.1)], ids=lambda o: o.name)
def test_is_differentiable_where_a_gradient_is_exactly_zero(optimizer):
    """A dead ReLU's weights have gradient 0; sqrt'(0) is infinite and 0 * inf would be NaN."""

    def after(gradient):
        params = torch.zeros(3, dtype=torch.float64)
        return optimizer.update(params, gradient, optimizer.init(params))[0].sum()

    slope = torch.func.grad(after)(torch.tensor([0.0, 1.0, -2.0], dtype=torch.float64))
    assert slope.isfinite().all()
    if optimizer.name == "sgd":
        assert slope.tolist() == [-0.1, -0.1, -0.1]


def test_state_is_not_mutated():
    params, optimizer = torch.ones(3), Adam(0.1)
    slots = optimizer.init(params)
    optimizer.update(params, torch.ones(3), slots)
    assert slots["count"] == 0
    assert (params == 1).all()
