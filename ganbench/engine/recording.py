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

from ganbench.engine.game import Batch, State

Step = Callable[[State, Batch], State]


class Recording:
    """Vectorises a step over seeds and replays it.

    `vmap` and `grad` find out anew at every call which operations a step comes to, and small
    networks spend more time on that than on their arithmetic. The step has no branch on data, so
    the list of operations is recorded at the first call and replayed from then on: the same
    operations in the same order, hence the same bits, or fused by `torch.compile`.
    """

    def __init__(self, step: Step, compiled: bool) -> None:
        """Takes a step of one game; `compiled` fuses its operations."""
        self._step = vmap(step)
        self._compiled = compiled
        self._replay: Callable[..., list[Tensor]] | None = None

    def __call__(self, state: State, batch: Batch) -> State:
        """Steps all seeds; every leaf of `state` and `batch` has a leading dimension of seeds."""
        leaves, structure = pytree.tree_flatten((state, batch))
        if self._replay is None:
            graph = self._record(leaves, structure)
            self._replay = torch.compile(graph, dynamic=False) if self._compiled else graph
        new: State = pytree.tree_unflatten(self._replay(*leaves), pytree.tree_structure(state))
        return new

    def _record(self, leaves: list[Any], structure: pytree.TreeSpec) -> GraphModule:
        def flat(*leaves: Tensor) -> list[Tensor]:
            return pytree.tree_leaves(self._step(*pytree.tree_unflatten(leaves, structure)))

        table = {torch.ops.aten.bmm.default: _thin_product} if self._compiled else {}
        graph = make_fx(flat, decomposition_table=table, tracing_mode="fake")(*leaves)
        graph.graph.eliminate_dead_code()
        graph.recompile()
        return graph


def _thin_product(a: Tensor, b: Tensor) -> Tensor:
    """A batched matrix product whose inner or right dimension is 1 or 2, without a BLAS call.

    The networks of two-dimensional data begin and end in such products, for which a BLAS is slow;
    written out, they fuse with what stands around them.

    Args:
        a: [batch, m, k].
        b: [batch, k, n].
    """
    (_, m, k), n = a.shape, b.shape[2]
    if k <= 2:
        terms = [a[:, :, i : i + 1] * b[:, i : i + 1, :] for i in range(k)]
        return terms[0] + terms[1] if k == 2 else terms[0]
    if n <= 2:
        return torch.stack([(a * b[:, None, :, j]).sum(2) for j in range(n)], 2)
    if m <= 2:
        return torch.stack([(a[:, i, :, None] * b).sum(1) for i in range(m)], 1)
    unchanged: Tensor = NotImplemented
    return unchanged
