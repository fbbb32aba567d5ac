"""Metrics: what they compute, and whether lower is better."""

from __future__ import annotations

import inspect
from typing import get_type_hints

from ganbench.cli.view import Facts, Row, View, docstring_parts, unwrapped
from ganbench.metrics import Metric
from ganbench.registry import Registry


def row(known: Registry[Metric], name: str) -> Row:
    """Returns what `list` has of a metric."""
    metric = known[name]
    return {
        "title": metric.title,
        "direction": metric.direction,
        "needs": metric.needs,
        "compared_with": metric.compared_with,
        "paper": f"{metric.reference.authors} {metric.reference.year}",
        "url": metric.reference.url,
    }


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    return {
        "Name": row["name"],
        "Title": row["title"],
        "Better": row["direction"],
        "Paper": row["paper"],
    }


def facts(known: Registry[Metric], name: str) -> Facts:
    """Returns what `show` prints of a metric: the docstring of what computes it, and its paper."""
    metric = known[name]
    first, *others = (inspect.getdoc(metric.compute) or "").split("\n\n")
    first = unwrapped(first).removeprefix("Returns ")
    about = [metric.title, first[:1].upper() + first[1:]]
    if metric.part:
        _, meanings = docstring_parts(get_type_hints(metric.compute)["return"])
        about.insert(1, unwrapped(f"{metric.part.capitalize()}: {meanings.get(metric.part, '')}"))
    about += [unwrapped(other) for other in others if not other.startswith(("Args:", "Raises:"))]
    rows: list[tuple[str, str]] = [("better", metric.direction), ("needs", metric.needs)]
    if metric.needs in ("points", "features"):
        rows.append(("compared with", f"{metric.compared_with} samples"))
    rows.append(("paper", str(metric.reference)))
    return Facts(tuple(filter(None, about)), tuple(rows))


VIEW = View(row, cells, facts)
