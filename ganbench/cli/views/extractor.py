"""Extractors: which images they take, and whether their weights are here."""

from __future__ import annotations

from ganbench.cli.view import Facts, Row, View, shape_text, unwrapped
from ganbench.features import Extractor
from ganbench.registry import Registry


def row(known: Registry[Extractor], name: str) -> Row:
    """Returns what `list` has of an extractor."""
    extractor = known[name]
    return {
        "title": extractor.title,
        "images": shape_text(extractor.shape),
        "shape": extractor.shape and list(extractor.shape),
        "missing": extractor.missing(),
        "url": extractor.url,
    }


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    return {
        "Name": row["name"],
        "Title": row["title"],
        "Images": row["images"],
        "Here": "yes" if row["missing"] is None else f"no: ganbench show {row['name']}",
    }


def facts(known: Registry[Extractor], name: str) -> Facts:
    """Returns what `show` prints of an extractor, with the hash of its weights if they are here."""
    from ganbench.features import identity

    extractor = known[name]
    problem = extractor.missing()
    takes = shape_text(extractor.shape) if extractor.shape else "any size, in colour or grey"
    rows = [("images", takes)]
    if extractor.url:
        rows.append(("source", extractor.url))
    rows.append(("missing", unwrapped(problem)) if problem else ("sha256", identity(name)))
    about = (extractor.title, known.summary(name))
    return Facts(tuple(filter(None, about)), tuple(rows))


VIEW = View(row, cells, facts)
