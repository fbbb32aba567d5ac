"""Losses, stabilizers, optimizers and networks: classes with parameters."""

from __future__ import annotations

from dataclasses import MISSING
from typing import Any

from ganbench.cli.view import Facts, Row, View, docstring_parts, unwrapped, value_text
from ganbench.registry import Registry


def row(known: Registry[Any], name: str) -> Row:
    """Returns what `list` has of a part; its class is not imported."""
    return {"summary": known.summary(name)}


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    return {"Name": row["name"], "What it does": row["summary"]}


def facts(known: Registry[Any], name: str) -> Facts:
    """Returns what `show` prints of a part: its docstring and its parameters."""
    from ganbench.parameters import allowed, parameters

    kind = known[name]
    text, meanings = docstring_parts(kind)
    paragraphs = [unwrapped(paragraph) for paragraph in text.split("\n\n")]
    sources = [each for each in paragraphs if each.startswith("Source: ")]
    rows = [("source", each.removeprefix("Source: ")) for each in sources]
    own = parameters(kind)
    return Facts(
        tuple(each for each in paragraphs if each not in sources),
        tuple(rows) if own else (*rows, ("parameters", "none")),
        tuple(
            (key, _default(each.default), allowed(each.type), unwrapped(meanings.get(key, "")))
            for key, each in own.items()
        ),
    )


def _default(default: object) -> str:
    return "(must be given)" if default is MISSING else value_text(default)


VIEW = View(row, cells, facts)
