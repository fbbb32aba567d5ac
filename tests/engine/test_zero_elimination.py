import pytest
import torch
from torch import Tensor
from torch.fx import GraphModule
from torch.fx.experimental.proxy_tensor import make_fx

from ganbench.engine.zero_elimination import drop_zeros


def recorded(f, *inputs: Tensor) -> tuple[GraphModule, GraphModule]:
    """A function's operations, as they are and without the zeros."""
    plain, lean = (make_fx(f, tracing_mode="fake")(*inputs) for _ in range(2))
    drop_zeros(lean.graph)
    lean.recompile()
    return plain, lean


def products(graph: GraphModule) -> int:
    return sum("mm" in str(node.target) for node in graph.graph.nodes)


def slope_gradient(w: Tensor, v: Tensor, x: Tensor) -> Tensor:
    """The gradient in w of the squared slope of v relu(x w)."""

    def penalty(w: Tensor) -> Tensor:
        slope = torch.func.grad(lambda x: (torch.relu(x @ w) @ v).sum())(x)
        return slope.square().sum()

    return torch.func.grad(penalty)(w)


def test_a_rectifiers_second_derivative_costs_no_products():
    inputs = [torch.randn(2, 8, 8, dtype=torch.float64) for _ in range(3)]
    plain, lean = recorded(torch.func.vmap(slope_gradient), *inputs)
    assert products(lean) < products(plain)
    assert torch.equal(lean(*inputs), plain(*inputs))


def test_a_zero_that_is_broadcast_keeps_its_shape():
    def widen(x: Tensor) -> Tensor:
        return x + torch.zeros_like(x).expand(4, 3)

    x = torch.randn(1, 3)
    assert torch.equal(recorded(widen, x)[1](x), x.expand(4, 3))


@pytest.mark.parametrize(
    "f",
    [
        lambda x: torch.add(torch.zeros_like(x), x, alpha=2),
        lambda x: x.bfloat16() + torch.zeros_like(x),
    ],
)
def test_a_sum_that_is_not_its_other_term_stays(f):
    x = torch.randn(3)
    torch.testing.assert_close(recorded(f, x)[1](x), f(x), rtol=0, atol=0)  # the dtype too


def test_a_zero_that_is_written_into_is_none():
    def write(x: Tensor) -> Tensor:
        zero = torch.zeros_like(x)
        zero[0] = 5
        return x + zero

    x = torch.randn(3)
    assert torch.equal(recorded(write, x)[1](x), write(x))


def test_what_is_not_known_to_be_zero_stays():
    def masked(x: Tensor) -> Tensor:
        return x + torch.relu(-x.abs())

    plain, lean = recorded(masked, torch.randn(3))
    assert len(lean.graph.nodes) == len(plain.graph.nodes)
