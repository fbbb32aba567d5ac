"""Tables as notebooks show them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def html_table(
    caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]], bold: Sequence[bool]
) -> str:
    """Returns an HTML table of texts, which are escaped.

    >>> html_table("a & b", ["Method"], [["<gan>"]], bold=[False]).splitlines()[1]
    '<caption>a &amp; b</caption>'

    Args:
        caption: What stands above the table.
        headers: What stands above each column.
        rows: The cells of each row.
        bold: Which rows are bold.
    """
    lines = ["<table>", f"<caption>{escape(caption)}</caption>", _row(headers, "<th>{}</th>")]
    for cells, strong in zip(rows, bold, strict=True):
        lines.append(_row(cells, "<td><b>{}</b></td>" if strong else "<td>{}</td>"))
    return "\n".join([*lines, "</table>"])


def _row(cells: Sequence[str], form: str) -> str:
    return "<tr>" + "".join(form.format(escape(cell)) for cell in cells) + "</tr>"
