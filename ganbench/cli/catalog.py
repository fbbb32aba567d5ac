"""What can be named, as rows of plain values; nothing here imports torch or pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from math import prod
from typing import TYPE_CHECKING, Any

import click

from ganbench.errors import GanbenchError
from ganbench.registry import Registry

if TYPE_CHECKING:
    from ganbench.methods import Part

Row = dict[str, Any]

REGISTERED = ("methods", "losses", "stabilizers", "workloads", "metrics", "extractors")
"""The kinds that have a registry."""

_HOMES = {"extractors": "features"}
"""The packages of those whose package is not called as they are."""


def registry(kind: str) -> Registry[Any]:
    """Returns what knows the things of a kind; the other kinds are not imported for it."""
    known: Registry[Any] = getattr(
        import_module(f"ganbench.{_HOMES.get(kind, kind)}"), kind.upper()
    )
    return known


def rows(kind: str) -> list[Row]:
    """Returns what there is of a kind, an object each, with its `name` first.

    What cannot be loaded, of a broken package, is left out, with a line on standard error.

    Args:
        kind: "methods", "losses", "stabilizers", "workloads", "metrics",
            "extractors" or "suites".
    """
    if kind == "suites":
        return _suites()
    known, found = registry(kind), []
    row = _ROWS.get(kind) or (lambda name: {"summary": known.summary(name)})
    for name in known:
        try:
            found.append({"name": name, **row(name)})
        except GanbenchError as error:
            click.echo(str(error), err=True)
        except Exception as error:  # it can be imported, but is not what its group is for
            click.echo(str(known.failure(name, error)), err=True)
    return found


def names(kind: str) -> list[str]:
    """Returns what there is of a kind by name alone, without importing any of it."""
    from ganbench.suite.files import shipped

    return list(shipped() if kind == "suites" else registry(kind))


def composition(part: Part) -> str:
    """`gradient-penalty` or `instance-noise (sigma 0.2)`: a part and what it changes."""
    changed = ", ".join(f"{name} {plain(value)}" for name, value in part.parameters.items())
    return f"{part.name} ({changed})" if changed else part.name


def plain(value: object) -> str:
    """Returns a value as a suite file says it: 10 for 10.0, false for False."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).removesuffix(".0")


def _method(name: str) -> Row:
    recipe = registry("methods")[name]
    return {
        "title": recipe.title,
        "idea": recipe.idea,
        "loss": composition(recipe.loss),
        "stabilizers": [composition(part) for part in recipe.stabilizers],
        "generator_optimizer": recipe.generator_optimizer and repr(recipe.generator_optimizer),
        "discriminator_optimizer": recipe.discriminator_optimizer
        and repr(recipe.discriminator_optimizer),
        "discriminator_steps": recipe.discriminator_steps,
        "paper": f"{recipe.reference.authors} {recipe.reference.year}",
        "paper_title": recipe.reference.title,
        "url": recipe.reference.url,
    }


def _workload(name: str) -> Row:
    workload = registry("workloads")[name]
    return {
        "title": workload.title,
        "dataset": workload.dataset,
        "shape": list(workload.shape),
        "dimension": prod(workload.shape),
        "generator": str(workload.generator),
        "generator_parameters": workload.generator.parameters,
        "discriminator": str(workload.discriminator),
        "discriminator_parameters": workload.discriminator.parameters,
        "prior": str(workload.prior),
        "batch": workload.batch,
        "metrics": list(workload.metrics),
        "target": asdict(workload.target),
    }


def _metric(name: str) -> Row:
    metric = registry("metrics")[name]
    return {
        "title": metric.title,
        "direction": metric.direction,
        "needs": metric.needs,
        "paper": f"{metric.reference.authors} {metric.reference.year}",
        "url": metric.reference.url,
    }


def _extractor(name: str) -> Row:
    extractor = registry("extractors")[name]
    return {
        "title": extractor.title,
        "images": pictures(extractor.shape),
        "shape": extractor.shape and list(extractor.shape),
        "missing": extractor.missing(),
        "url": extractor.url,
    }


def pictures(shape: tuple[int, ...] | None) -> str:
    """`1x28x28`: the images that an extractor takes."""
    return "x".join(map(str, shape)) if shape else "any"


def _suites() -> list[Row]:
    from ganbench.suite import document
    from ganbench.suite.files import shipped

    found = []
    for name, file in shipped().items():
        data = document.read(file).data  # not validated: that would import torch
        seeds = data["seeds"]
        found.append(
            {
                "name": name,
                "description": data["description"],
                "workloads": [_named(workload) for workload in data["workloads"]],
                "methods": len(data["methods"]),
                "seeds": seeds if isinstance(seeds, int) else len(seeds),
                "generator_steps": data["budget"]["generator_steps"],
                "file": str(file),
            }
        )
    return found


def _named(entry: str | dict[str, Any]) -> str:
    """What a suite file calls something that it takes as it is, or varies."""
    return entry if isinstance(entry, str) else str(entry["name"])


_ROWS: dict[str, Callable[[str], Row]] = {
    "methods": _method,
    "workloads": _workload,
    "metrics": _metric,
    "extractors": _extractor,
}
