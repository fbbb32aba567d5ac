"""Whether recipes and workloads that have names are made of parts and metrics that exist."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ganbench.datasets import DATASETS
from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part
from ganbench.metrics import METRICS
from ganbench.mistakes import combined, details
from ganbench.parameters import build, describe, parameters
from ganbench.registry import Registry, nearest
from ganbench.stabilizers import STABILIZERS
from ganbench.suite.messages import dotted, messages
from ganbench.workloads import WORKLOADS


def explicit(registry: Registry[Any], part: Part, method: str) -> Part:
    """Returns a part of a method with all its parameters, defaults filled in.

    Raises:
        GanbenchError: The part does not exist, or its parameters do not fit.
    """
    if part.name not in registry:
        raise GanbenchError(_missing(f"The method '{method}'", registry, part.name))
    kind = registry[part.name]
    try:
        return Part(part.name, describe(build(kind, part.parameters)))
    except ValidationError as error:
        placed = combined(details(error, (part.name,), parameters(kind)))
        mistakes = [
            f"The method '{method}': {dotted(problem['loc'])}{message}"
            for problem, message in messages(placed, {})
        ]
        raise GanbenchError("\n".join(mistakes)) from error


def recipe_mistakes(name: str) -> list[str]:
    """Returns what is wrong with the recipe of a name, a sentence each."""
    try:
        recipe = METHODS[name]
    except GanbenchError as error:  # it came with a package, and that is broken
        return [str(error)]
    parts: list[tuple[Registry[Any], Part]] = [(LOSSES, recipe.loss)]
    parts += [(STABILIZERS, part) for part in recipe.stabilizers]
    mistakes = []
    for registry, part in parts:
        try:
            explicit(registry, part, name)
        except GanbenchError as error:
            mistakes += str(error).splitlines()
    return mistakes


def workload_mistakes(name: str) -> list[str]:
    """Returns what is wrong with the workload of a name, a sentence each."""
    try:
        workload = WORKLOADS[name]
    except GanbenchError as error:
        return [str(error)]
    return [
        _missing(f"The workload '{name}'", registry, part)
        for registry, parts in (
            (DATASETS, [workload.dataset]),
            (METRICS, [*workload.metrics, *workload.final, workload.target.metric]),
        )
        for part in dict.fromkeys(parts)
        if part not in registry
    ]


def _missing(owner: str, registry: Registry[Any], name: str) -> str:
    return (
        f"{owner}: there is no {registry.kind} '{name}'.{nearest(name, registry)} "
        f"Known: {', '.join(sorted(registry))}."
    )
