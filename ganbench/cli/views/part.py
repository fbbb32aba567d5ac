"""Losses, stabilizers, optimizers and networks: classes with parameters."""

from __future__ import annotations

from dataclasses import MISSING
from typing import Any

from ganbench.cli.view import Facts, Row, View, documented, flow, plain
from ganbench.registry import Registry


def row(known: Registry[Any], name: str) -> Row:
    """What is listed of a part; its class is not imported."""
    return {"summary": known.summary(name)}


def cells(row: Row) -> dict[str, str]:
    """A row of the table."""
    return {"Name": row["name"], "What it does": row["summary"]}


def facts(known: Registry[Any], name: str) -> Facts:
    """All that is said of a part: its docstring, and its parameters with defaults and bounds."""
    from ganbench.parameters import allowed, parameters

    kind = known[name]
    text, meanings = documented(kind)
    paragraphs = [flow(paragraph) for paragraph in text.split("\n\n")]
    sources = [each for each in paragraphs if each.startswith("Source: ")]
    rows = [("source", each.removeprefix("Source: ")) for each in sources]
    own = parameters(kind)
    return Facts(
        tuple(each for each in paragraphs if each not in sources),
        tuple(rows) if own else (*rows, ("parameters", "none")),
        tuple(
            (key, _default(each.default), allowed(each.type), flow(meanings.get(key, "")))
            for key, each in own.items()
        ),
    )


def _default(default: object) -> str:
    return "(must be given)" if default is MISSING else plain(default)


VIEW = View(row, cells, facts)
