"""Takes out of a recorded step what depends on its numbers alone, and is the same at every step."""

from __future__ import annotations

from math import prod

from torch import Tensor
from torch.fx import Graph, GraphModule, Node


def hoist(recorded: GraphModule, numbers: int) -> tuple[GraphModule, GraphModule]:
    """Splits a recorded step.

    Args:
        recorded: A graph whose last inputs are numbers, one of each kind for every seed.
        numbers: How many inputs these are.

    Returns:
        A graph from the numbers to what the step needs of them, and the step as a graph of its
        other inputs and of these.
    """
    nodes = list(recorded.graph.nodes)
    mutated = any(getattr(n.target, "_schema", None) and n.target._schema.is_mutable for n in nodes)
    inputs = [node for node in nodes if node.op == "placeholder"]
    first = len(inputs) - numbers
    seeds = {node.meta["val"].numel() for node in inputs[first:]}
    before = set(inputs[first:])
    for node in nodes if not mutated else []:  # what is written into is not the same at every step
        known = node.op == "call_function" and node.all_input_nodes
        if known and before.issuperset(node.all_input_nodes) and _size(node) in seeds:
            before.add(node)
    wanted = [
        node for node in nodes if node in before and any(user not in before for user in node.users)
    ]
    return (
        _part(recorded, inputs[first:], [n for n in nodes if n in before], wanted),
        _part(recorded, [*inputs[:first], *wanted], [n for n in nodes if n not in before], None),
    )


def _size(node: Node) -> int | None:
    """How many numbers a node's value has; `None` for what is no tensor."""
    value = node.meta.get("val")
    return prod(value.shape) if isinstance(value, Tensor) else None


def _part(
    recorded: GraphModule, inputs: list[Node], nodes: list[Node], outputs: list[Node] | None
) -> GraphModule:
    """A graph of some nodes.

    Args:
        recorded: The graph that they are of.
        inputs: What its inputs stand for.
        nodes: In order.
        outputs: What it returns; `None` for what the recorded graph does.
    """
    graph = Graph()
    copies: dict[Node, Node] = {}
    for node in inputs:
        copies[node] = graph.placeholder(node.name)
        copies[node].meta = dict(node.meta)
    for node in nodes:
        if node not in copies and node.op != "placeholder":
            copies[node] = graph.node_copy(node, copies.__getitem__)
    if outputs is not None:
        graph.output(tuple(copies[node] for node in outputs))
    graph.lint()
    return GraphModule(recorded, graph)
