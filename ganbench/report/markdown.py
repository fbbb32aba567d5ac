"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ganbench.report.table import LEGEND, Table


def markdown(title: str, sentences: Sequence[str], tables: Iterable[Table]) -> str:
    """Returns the leaderboard as a Markdown document.

    Args:
        title: The document's title.
        sentences: The outcome in words.
        tables: One for each workload.
    """
    parts = [f"# {title}", "\n".join(f"- {sentence}" for sentence in sentences)]
    for table in tables:
        parts += [f"## {table.workload}", table.caption, _table(table)]
    return "\n\n".join([*parts, LEGEND]) + "\n"


def _table(table: Table) -> str:
    rule = ["---" if column.kind == "method" else "---:" for column in table.columns]
    lines = [_line([column.header for column in table.columns]), _line(rule)]
    lines += [_line(map(str, cells), "**" if leads else "") for leads, cells in table.rows]
    if table.reference:
        lines.append(_line(table.reference, "*"))
    return "\n".join(lines)


def _line(cells: Iterable[str], mark: str = "") -> str:
    marked = (f"{mark}{cell}{mark}" if cell else "" for cell in cells)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in marked) + " |"
