"""Tables as Markdown and as LaTeX."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ganbench.report.table import LEGEND, Table, halves

_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "∞": r"$\infty$", "✗": r"$\times$", "—": "--", "↓": r"$\downarrow$",
    "↑": r"$\uparrow$", "≤": r"$\leq$", "≥": r"$\geq$", "<": r"$<$", ">": r"$>$",
}  # fmt: skip


def markdown(title: str, sentences: Sequence[str], tables: Sequence[Table]) -> str:
    """Returns the leaderboard as a Markdown document."""
    parts = [f"# {title}", "\n".join(f"- {sentence}" for sentence in sentences)]
    for table in tables:
        parts += [f"## {table.workload}", table.caption, _markdown(table)]
    return "\n\n".join([*parts, LEGEND]) + "\n"


def latex(tables: Sequence[Table]) -> str:
    """Returns a table for each workload that fits a page; it needs booktabs and adjustbox."""
    return "\n".join(_latex(table) for table in tables)


def escape(text: str) -> str:
    """Returns a text that LaTeX prints as it stands here."""
    return "".join(_TEX.get(character, character) for character in text)


def _markdown(table: Table) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    rule = ["---" if key == "method" else "---:" for key in table.keys]
    lines = [line(table.headers), line(rule)]

    def marked(cells: Sequence[str], mark: str) -> list[str]:
        return [f"{mark}{cell}{mark}" if cell else "" for cell in cells]

    lines += [line(marked(row.cells, "**") if row.leads else row.cells) for row in table.rows]
    if table.reference:
        lines.append(line(marked(table.reference, "*")))
    return "\n".join(lines)


def _latex(table: Table) -> str:
    table = table.select([key for key in table.keys if _printed(key)])
    alignment = "".join("l" if key in ("method", "lost") else "r" for key in table.keys)
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
    for row in table.rows:
        lines += _lines(row.cells, r"\textbf{{{}}}" if row.leads else "{}")
    if table.reference:
        lines += [r"  \midrule", *_lines(table.reference, r"\textit{{{}}}")]
    ends = [r"  \bottomrule", r"  \end{tabular}", r"  \end{adjustbox}", r"\end{table}", ""]
    return "\n".join([*lines, *ends])


def _printed(key: str) -> bool:
    """Whether a column is on paper, which is narrow: the file leaderboard.csv has them all."""
    return key.startswith("final_") or key in ("rank", "method", "seeds", "lost", "steps", "cost")


def _headers(table: Table) -> list[str]:
    """The headers over as many lines as it takes for none to be wider than what is below."""
    cells = [[row.cells[i] for row in table.rows] for i in range(len(table.keys))]
    room = [max(len(half) for cell in column for half in halves(cell)) for column in cells]
    wrapped = [
        textwrap.wrap(header, max(width, 9), break_on_hyphens=False)
        for header, width in zip(table.headers, room, strict=True)
    ]
    height = max(map(len, wrapped))
    padded = [[""] * (height - len(lines)) + lines for lines in wrapped]
    return [_line(line) for line in zip(*padded, strict=True)]


def _lines(cells: Sequence[str], form: str) -> list[str]:
    """A row as two lines, intervals in small below their values; as one where there are none."""
    parts = [halves(cell) for cell in cells]
    values = _line([value for value, _ in parts], form)
    if not any(behind for _, behind in parts):
        return [values]
    # a bracket at the start of a cell would be taken for an argument of the line break before it
    below = _line([behind for _, behind in parts], r"{{\scriptsize {}}}")
    return [values, below]


def _line(cells: Sequence[str], form: str = "{}") -> str:
    return "  " + " & ".join(form.format(escape(cell)) if cell else "" for cell in cells) + r" \\"
