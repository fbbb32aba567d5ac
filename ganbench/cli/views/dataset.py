"""Data sets: where they come from, and whether they are here."""

from __future__ import annotations

from ganbench.cli.view import Facts, Row, View, shape_text
from ganbench.datasets import Source
from ganbench.registry import Registry


def row(known: Registry[Source], name: str) -> Row:
    """Returns what `list` has of a data set."""
    source = known[name]
    path = source.find() if source.find else None
    return {
        "title": source.title,
        "shape": source.shape and list(source.shape),
        "range": source.range and list(source.range),
        "licence": source.licence,
        "url": source.url,
        "preparation": source.preparation,
        "parameters": source.signature,
        "here": bool(path) or (source.find is None and source.shape is not None),
        "path": path and str(path),
        "fetch": f"ganbench data fetch {name}" if source.fetch and not path else None,
    }


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    yours = f"yours: {row['parameters']}"
    return {
        "Name": row["name"],
        "Shape": shape_text(row["shape"]),
        "Range": interval(row["range"]),
        "Licence": row["licence"],
        "Where": row["path"] or row["fetch"] or ("here" if row["here"] else yours),
    }


def facts(known: Registry[Source], name: str) -> Facts:
    """Returns what `show` prints of a data set without reading it."""
    found = row(known, name)
    rows = {
        "shape": shape_text(found["shape"]),
        "range": interval(found["range"]),
        "licence": found["licence"],
        "from": found["url"] or "a formula",
        "preparation": found["preparation"],
        "parameters": found["parameters"] or "none",
        "found in": found["path"],
        "fetch": found["fetch"],
    }
    return Facts((found["title"],), tuple((key, text) for key, text in rows.items() if text))


def interval(bounds: tuple[float, float] | None) -> str:
    """Returns the range of samples as text: `[-1, 1]`; "any" without bounds."""
    return f"[{bounds[0]:g}, {bounds[1]:g}]" if bounds else "any"


VIEW = View(row, cells, facts)
