"""What depends on numbers alone leaves the step, and nothing else does."""

import torch
from torch.func import vmap
from torch.fx.experimental.proxy_tensor import make_fx

from ganbench.engine.hoisting import hoist
from ganbench.step_input import StepInput


def step(x, decay, rate):
    known, rate = StepInput(decay, frozenset()), StepInput(rate, frozenset())
    return [known * x + (1 - known) * x.square(), x - rate / (1 - known) * x.mean(), x]


def recorded(*inputs):
    return make_fx(vmap(step), tracing_mode="fake")(*inputs)


def test_both_parts_together_are_the_recorded_step():
    torch.manual_seed(0)
    x = torch.randn(3, 5)
    numbers = torch.tensor([[0.9, 0.99, 0.5], [1e-3, 0.1, 2.0]], dtype=torch.float64)
    graph = recorded(x, *numbers)
    before, after = hoist(graph, 2)
    for found, expected in zip(after(x, *before(*numbers)), graph(x, *numbers), strict=True):
        assert torch.equal(found, expected)


def test_arithmetic_of_numbers_is_not_in_the_step():
    x, numbers = torch.randn(3, 5), torch.rand(2, 3, dtype=torch.float64)
    _, after = hoist(recorded(x, *numbers), 2)
    left = [node for node in after.graph.nodes if node.op == "call_function"]
    assert left
    assert all(node.meta["val"].dtype == torch.float32 for node in left)
    assert not {"rsub", "_to_copy"} & {node.name.rstrip("_0123456789") for node in left}


def test_without_numbers_the_step_is_whole():
    x = torch.randn(3, 5)
    graph = make_fx(vmap(lambda x: [x.square().sum()]), tracing_mode="fake")(x)
    before, after = hoist(graph, 0)
    assert before() == ()
    assert torch.equal(after(x)[0], x.square().sum(1))


def test_a_step_that_writes_into_what_is_of_numbers_is_the_same_at_every_step():
    def accumulates(x, number):
        total = 2 * number
        return [total.add_(x.sum(1))]

    x, number = torch.ones(3, 5), torch.tensor([1.0, 2.0, 3.0])
    before, after = hoist(make_fx(accumulates, tracing_mode="fake")(x, number), 1)
    known = before(number)
    for _ in range(2):
        assert after(x, *known)[0].tolist() == [7, 9, 11]
