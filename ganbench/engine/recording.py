"""A step for many seeds, recorded once as a flat list of tensor operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.func import vmap
from torch.fx import GraphModule
from torch.fx.experimental.proxy_tensor import make_fx
from torch.utils import _pytree as pytree

from ganbench.engine.batch import Batch
from ganbench.engine.convolutions import convolution, convolution_backward
from ganbench.engine.hoisting import hoist
from ganbench.engine.matmul import fusible_product, fusible_sum, product
from ganbench.engine.padding import aligned
from ganbench.engine.state import State
from ganbench.engine.zero_elimination import drop_zeros

Step = Callable[[State, Batch, dict[str, Tensor]], State]
"""From a state, a batch and the numbers that are inputs to the next state."""


class Recording:
    """Vectorises a step over seeds and replays it.

    `vmap` and `grad` find out anew at every call which operations a step comes to, and small
    networks spend more time on that than on their arithmetic. The step has no branch on data, so
    the list of operations is recorded at the first call: without those that are known to give
    zeros, and with products that suit a CPU. From then on the list is replayed, or what
    `torch.compile` fused it into.
    """

    def __init__(self, step: Step, numbers: dict[str, Tensor], compiled: bool) -> None:
        """Makes a recording; nothing is recorded before the first call.

        Args:
            step: Of one game.
            numbers: Those that are inputs, by path, one of each for every seed.
            compiled: Whether operations are fused.
        """
        self._step = vmap(step)
        self._numbers = numbers
        self._compiled = compiled
        self._replay: Callable[..., list[Tensor]] | None = None
        self._known: tuple[Tensor, ...] = ()

    def __call__(self, state: State, batch: Batch) -> State:
        """Steps all seeds; every leaf of `state` and `batch` has a leading dimension of seeds."""
        leaves, structure = pytree.tree_flatten((state, batch))
        if self._replay is None:
            numbers = list(self._numbers.values())
            before, graph = hoist(self._record(leaves, structure), len(numbers))
            self._known = before(*numbers)
            self._replay = torch.compile(graph, dynamic=False) if self._compiled else graph
        after = self._replay(*leaves, *self._known)
        new: State = pytree.tree_unflatten(after, pytree.tree_structure(state))
        return new

    def _record(self, leaves: list[Any], structure: pytree.TreeSpec) -> GraphModule:
        names = list(self._numbers)

        def flat(*inputs: Tensor) -> list[Tensor]:
            own, numbers = inputs[: len(leaves)], inputs[len(leaves) :]
            state, batch = pytree.tree_unflatten(own, structure)
            known = dict(zip(names, numbers, strict=True))
            return pytree.tree_leaves(self._step(state, batch, known))

        # One tensor in two places, as memory that is a player's parameters, would be one input.
        inputs = [leaf.clone() for leaf in (*leaves, *self._numbers.values())]
        graph = make_fx(flat, tracing_mode="fake")(*inputs)
        drop_zeros(graph.graph)
        graph.recompile()
        aten = torch.ops.aten
        kernels: dict[Any, Callable[..., Any]] = {
            aten.bmm.default: product,
            aten.convolution.default: convolution,
            aten.convolution_backward.default: convolution_backward,
            **aligned(),
        }
        if self._compiled:
            kernels = {aten.bmm.default: fusible_product, aten.sum.dim_IntList: fusible_sum}
        return make_fx(graph, decomposition_table=kernels, tracing_mode="fake")(*inputs)
