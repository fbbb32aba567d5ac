"""Instances of what is checked, where its name alone does not make one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import MISSING

from ganbench.datasets import Source
from ganbench.errors import GanbenchError
from ganbench.networks import Architecture
from ganbench.optimizers import Layout, Optimizer
from ganbench.parameters import parameters
from ganbench.workloads import WORKLOADS, Workload

RATE = 1e-3
"""The learning rate of an optimizer, which has no default."""


LAYOUT = Layout(size=5, starts=(0, 4), shapes=((2, 2), (1,)))
"""Where the parameters of an optimizer stand: a matrix, and what is none."""


def optimizer(kind: type[Optimizer]) -> Optimizer:
    """Returns an optimizer with its defaults, for parameters of `LAYOUT`."""
    rule = kind(lr=RATE)  # type: ignore[call-arg]  # a dataclass by contract
    return rule.for_network(LAYOUT)


def networks(kind: type[Architecture]) -> list[Architecture]:
    """Returns a network with its defaults, and those of the class that workloads have."""
    found = [] if _required(kind) else [kind()]
    for workload in _workloads():
        for network in (workload.generator, workload.discriminator):
            if type(network) is kind and network not in found:
                found.append(network)
    return found


def dataset(name: str, source: Source) -> Mapping[str, float | str] | str:
    """Returns parameters of a data set: its defaults, or those that some workload has.

    Returns:
        The parameters, or the names of those that only a user can give.
    """
    asked = inspect.signature(source.load).parameters.values()
    required = [p.name for p in asked if p.kind is not p.VAR_KEYWORD and p.default is p.empty]
    if not required:
        return {}
    found = (dict(w.parameters) for w in _workloads() if w.dataset == name)
    return next(found, ", ".join(required))


def _required(kind: type) -> list[str]:
    return [name for name, each in parameters(kind).items() if each.default is MISSING]


def _workloads() -> Iterator[Workload]:
    for name in WORKLOADS:
        try:
            yield WORKLOADS[name]
        except GanbenchError:  # it came with a package, and that is broken
            continue
