"""The leaderboard on a terminal."""

from __future__ import annotations

import operator
import textwrap
from functools import partial

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table as RichTable

from ganbench.analysis.comparison import Comparison
from ganbench.report.summary import sentences
from ganbench.report.table import Column, Table, table


def print_leaderboard(comparison: Comparison, console: Console) -> None:
    """Prints the leaderboards of all workloads, and the outcome in words."""
    for board in comparison.boards.values():
        fitting, left_out = _fitting(table(board), console)
        console.print(fitting)
        if left_out:
            console.print(
                f"Too narrow here for: {', '.join(left_out)}.\n",
                style="dim", markup=False, highlight=False,
            )  # fmt: skip
    for sentence in sentences(comparison):
        console.print(
            f"• {sentence}", markup=False, highlight=False, soft_wrap=not console.is_terminal
        )


def _fitting(full: Table, console: Console) -> tuple[RichTable, list[str]]:
    """Returns the table with as many columns as the console is wide, and the headers left out."""
    wide = console.options.update(width=1000)
    left_out: list[Column] = []
    for kind in ("passes", "seconds", "seeds", "improvement", "other", "cost", "steps"):
        for dropped in [column for column in reversed(full.columns) if column.kind == kind]:
            rich = _rich(full.brief())
            if Measurement.get(console, wide, rich).maximum <= console.width:
                return rich, [column.header for column in left_out]
            left_out.append(dropped)
            full = full.select(partial(operator.is_not, dropped))
    return _rich(full.brief()), [column.header for column in left_out]


def _rich(shown: Table) -> RichTable:
    rich = RichTable(
        title=shown.workload, caption=shown.caption, title_style="bold", title_justify="left",
        caption_justify="left", box=SIMPLE_HEAD, padding=0,
    )  # fmt: skip
    for column in shown.columns:
        room = max(map(len, [*map(str, column.cells), *column.header.split()]))
        heading = "\n".join(textwrap.wrap(column.header, room))
        rich.add_column(heading, justify="left" if column.left else "right", no_wrap=True)
    for leads, cells in shown.rows:
        rich.add_row(*(escape(str(cell)) for cell in cells), style="bold" if leads else None)
    if shown.reference:
        rich.add_section()
        rich.add_row(*map(escape, shown.reference), style="dim")
    return rich
