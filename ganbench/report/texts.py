"""Tables as Markdown and as LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from ganbench.report.table import LEGEND, Row, Table

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
    """Returns a booktabs table for each workload; it needs the package booktabs."""
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
    def line(cells: Sequence[str], form: str = "{}") -> str:
        return "  " + " & ".join(form.format(escape(cell)) for cell in cells) + r" \\"

    def row_line(row: Row) -> str:
        return line(row.cells, r"\textbf{{{}}}" if row.leads else "{}")

    alignment = "".join("l" if key == "method" else "r" for key in table.keys)
    lines = [
        r"\begin{table}",
        r"  \centering",
        rf"  \caption{{{escape(f'{table.workload}: {table.caption}')}}}",
        rf"  \label{{tab:{table.workload}}}",
        rf"  \begin{{tabular}}{{{alignment}}}",
        r"  \toprule",
        line(table.headers),
        r"  \midrule",
        *map(row_line, table.rows),
    ]
    if table.reference:
        lines += [r"  \midrule", line(table.reference, r"\textit{{{}}}")]
    return "\n".join([*lines, r"  \bottomrule", r"  \end{tabular}", r"\end{table}", ""])
