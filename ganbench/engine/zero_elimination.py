"""Takes known zeros out of a recorded step.

The second derivative of a rectifier is zero everywhere. Automatic differentiation does not know:
in the gradient of a gradient penalty it carries matrices of zeros back through every layer, a
fifteenth of all products of a WGAN-GP step.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch.fx import Graph, Node

_aten = torch.ops.aten
_MAKES = {_aten.zeros_like.default}
_KEEPS_FIRST: set[Callable[..., object]] = {
    _aten.view.default,
    _aten._unsafe_view.default,
    _aten.transpose.int,
    _aten.expand.default,
    _aten.permute.default,
    _aten.squeeze.dims,
    _aten.unsqueeze.default,
    _aten.clone.default,
    _aten.neg.default,
    _aten.sum.dim_IntList,
    _aten.threshold_backward.default,
}
_KEEPS_ANY = {_aten.mul.Tensor, _aten.bmm.default}


def drop_zeros(graph: Graph) -> None:
    """Lets sums forget the terms that are zero whatever the data, and what led only to them.

    The one difference: 0 times infinity is taken for 0, so that a game which overflows there
    freezes when its parameters do, not before.

    Args:
        graph: Of aten operations, whose nodes know their values' shapes; it is changed in place.
    """
    if any(
        getattr(node.target, "_schema", None) and node.target._schema.is_mutable
        for node in graph.nodes
    ):
        return  # a zero that is written into is none
    zeros: set[Node] = set()
    for node in graph.nodes:
        if node.target is _aten.add.Tensor:
            for zero, other in (node.args, node.args[::-1]):
                if zero in zeros and isinstance(other, Node) and _is_like(other, node):
                    node.replace_all_uses_with(other)
        elif (
            node.target in _MAKES
            or (node.target in _KEEPS_FIRST and node.args[0] in zeros)
            or (node.target in _KEEPS_ANY and not zeros.isdisjoint(node.all_input_nodes))
        ):
            zeros.add(node)
    graph.eliminate_dead_code()


def _is_like(term: Node, total: Node) -> bool:
    """Whether a sum is its one other term: of its shape and type, and not multiplied."""
    a, b = term.meta["val"], total.meta["val"]
    return a.shape == b.shape and a.dtype == b.dtype and not total.kwargs
