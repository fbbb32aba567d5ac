"""Data sets: where they come from, and whether they are here."""

from __future__ import annotations

from ganbench.cli.view import Facts, Row, View, shape
from ganbench.datasets import Source
from ganbench.registry import Registry


def row(known: Registry[Source], name: str) -> Row:
    """What is listed of a data set."""
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
    """A row of the table."""
    yours = f"yours: {row['parameters']}"
    return {
        "Name": row["name"],
        "Shape": shape(row["shape"]),
        "Range": interval(row["range"]),
        "Licence": row["licence"],
        "Where": row["path"] or row["fetch"] or ("here" if row["here"] else yours),
    }


def facts(known: Registry[Source], name: str) -> Facts:
    """All that is said of a data set without reading it."""
    found = row(known, name)
    rows = {
        "shape": shape(found["shape"]),
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
    """`[-1, 1]`: the values that samples may have."""
    return f"[{bounds[0]:g}, {bounds[1]:g}]" if bounds else "any"


VIEW = View(row, cells, facts)
