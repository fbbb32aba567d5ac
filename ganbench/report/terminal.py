"""The leaderboard on a terminal."""

from __future__ import annotations

import textwrap

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table as RichTable

from ganbench.analysis.frame import metrics
from ganbench.analysis.leaderboard import leaderboard, references
from ganbench.report.measures import directions
from ganbench.report.summary import outcome, skips
from ganbench.report.table import Table, tables


def print_leaderboard(frame: pd.DataFrame, console: Console, planned: int = 0) -> None:
    """Prints the leaderboards of trials, and the outcome in words.

    Args:
        frame: One row a trial, from `ganbench.analysis.frame.frame`.
        console: Where to.
        planned: How many trials the suite asks for, to say how many are missing.
    """
    board = leaderboard(frame, directions(metrics(frame)))
    perfect = references(frame)
    for table in tables(board, perfect):
        fitting, left_out = _fitting(table, console)
        console.print(fitting)
        if left_out:
            console.print(
                f"Too narrow here for: {', '.join(left_out)}.\n",
                style="dim", markup=False, highlight=False,
            )  # fmt: skip
    planned -= int((frame["status"] == "skipped").sum())
    for sentence in [*outcome(board, perfect, planned), *skips(frame)]:
        console.print(
            f"• {sentence}", markup=False, highlight=False, soft_wrap=not console.is_terminal
        )


def _fitting(table: Table, console: Console) -> tuple[RichTable, list[str]]:
    """Returns the table with as many columns as the console is wide, and the headers left out."""
    keys = list(table.keys)
    headers = dict(zip(table.keys, table.headers, strict=True))
    left_out: list[str] = []
    others = [key for key in reversed(keys) if key.startswith("final_")][:-1]
    wide = console.options.update(width=1000)
    for dropped in ("", "passes", "seconds", "seeds", "improvement", *others, "cost", "steps"):
        if dropped in keys:
            keys.remove(dropped)
            left_out.append(headers[dropped])
        rich = _rich(table.brief().select(keys))
        if Measurement.get(console, wide, rich).maximum <= console.width:
            break
    return rich, left_out


def _columns(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """The keys with the cells below each."""
    rows = [row.cells for row in table.rows]
    return list(zip(table.keys, zip(*rows, strict=True), strict=True))


def _rich(table: Table) -> RichTable:
    rich = RichTable(
        title=table.workload, caption=table.caption, title_style="bold", title_justify="left",
        caption_justify="left", box=SIMPLE_HEAD, padding=0,
    )  # fmt: skip
    for (key, cells), header in zip(_columns(table), table.headers, strict=True):
        left = key in ("method", "lost")
        room = max(map(len, [*cells, *header.split()]))
        heading = "\n".join(textwrap.wrap(header, room))
        rich.add_column(heading, justify="left" if left else "right", no_wrap=True)
    for row in table.rows:
        rich.add_row(*map(escape, row.cells), style="bold" if row.leads else None)
    if table.reference:
        rich.add_section()
        rich.add_row(*map(escape, table.reference), style="dim")
    return rich
