"""Tables as LaTeX."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from ganbench.report.table import Cell, Column, Table

_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "∞": r"$\infty$", "✗": r"$\times$", "—": "--", "↓": r"$\downarrow$",
    "↑": r"$\uparrow$", "≤": r"$\leq$", "≥": r"$\geq$", "<": r"$<$", ">": r"$>$",
}  # fmt: skip


def latex(tables: Iterable[Table]) -> str:
    """Returns a table for each workload that fits a page; it needs booktabs and adjustbox."""
    return "\n".join(_latex(table) for table in tables)


def escape(text: str) -> str:
    """Returns a text that LaTeX prints as it stands here."""
    return "".join(_TEX.get(character, character) for character in text)


def _latex(table: Table) -> str:
    table = table.select(_printed)
    alignment = "".join("l" if column.left else "r" for column in table.columns)
    lines = [
        r"\begin{table}",
        r"  \centering",
        rf"  \caption{{{escape(f'{table.workload}: {table.caption}')}}}",
        rf"  \label{{tab:{table.workload}}}",
        r"  \footnotesize",
        r"  \setlength{\tabcolsep}{4pt}",
        r"  \begin{adjustbox}{max width=\textwidth, max totalheight=0.85\textheight}",
        rf"  \begin{{tabular}}{{{alignment}}}",
        r"  \toprule",
        *_headers(table),
        r"  \midrule",
    ]
    for leads, cells in table.rows:
        lines += _lines(cells, r"\textbf{{{}}}" if leads else "{}")
    if table.reference:
        lines += [r"  \midrule", _line(table.reference, r"\textit{{{}}}")]
    ends = [r"  \bottomrule", r"  \end{tabular}", r"  \end{adjustbox}", r"\end{table}", ""]
    return "\n".join([*lines, *ends])


def _printed(column: Column) -> bool:
    """Whether a column is on paper, which is narrow: the file leaderboard.csv has them all."""
    return column.kind not in ("best", "seconds", "passes", "improvement")


def _headers(table: Table) -> list[str]:
    """The headers over as many lines as it takes for none to be wider than what is below."""
    wrapped = [
        textwrap.wrap(column.header, max(_width(column), 9), break_on_hyphens=False)
        for column in table.columns
    ]
    height = max(map(len, wrapped))
    padded = [[""] * (height - len(lines)) + lines for lines in wrapped]
    return [_line(line) for line in zip(*padded, strict=True)]


def _width(column: Column) -> int:
    return max(len(text) for cell in column.cells for text in (cell.value, cell.bracket))


def _lines(cells: Sequence[Cell], form: str) -> list[str]:
    """A row as two lines, intervals in small below their values; as one where there are none."""
    values = _line([cell.value for cell in cells], form)
    if not any(cell.bracket for cell in cells):
        return [values]
    # a bracket at the start of a cell would be taken for an argument of the line break before it
    below = _line([cell.bracket for cell in cells], r"{{\scriptsize {}}}")
    return [values, below]


def _line(cells: Sequence[str], form: str = "{}") -> str:
    return "  " + " & ".join(form.format(escape(cell)) if cell else "" for cell in cells) + r" \\"
