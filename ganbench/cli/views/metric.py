"""Metrics: what they compute, and whether lower is better."""

from __future__ import annotations

import inspect
from typing import get_type_hints

from ganbench.cli.view import Facts, Row, View, documented, flow
from ganbench.metrics import Metric
from ganbench.registry import Registry


def row(known: Registry[Metric], name: str) -> Row:
    """What is listed of a metric."""
    metric = known[name]
    return {
        "title": metric.title,
        "direction": metric.direction,
        "needs": metric.needs,
        "paper": f"{metric.reference.authors} {metric.reference.year}",
        "url": metric.reference.url,
    }


def cells(row: Row) -> dict[str, str]:
    """A row of the table."""
    return {
        "Name": row["name"],
        "Title": row["title"],
        "Better": row["direction"],
        "Paper": row["paper"],
    }


def facts(known: Registry[Metric], name: str) -> Facts:
    """All that is said of a metric: the docstring of what computes it, and its paper."""
    metric = known[name]
    first, *others = (inspect.getdoc(metric.compute) or "").split("\n\n")
    first = flow(first).removeprefix("Returns ")
    about = [metric.title, first[:1].upper() + first[1:]]
    if metric.part:
        _, meanings = documented(get_type_hints(metric.compute)["return"])
        about.insert(1, flow(f"{metric.part.capitalize()}: {meanings.get(metric.part, '')}"))
    about += [flow(other) for other in others if not other.startswith(("Args:", "Raises:"))]
    rows = (
        ("better", metric.direction),
        ("needs", metric.needs),
        ("paper", str(metric.reference)),
    )
    return Facts(tuple(filter(None, about)), rows)


VIEW = View(row, cells, facts)
