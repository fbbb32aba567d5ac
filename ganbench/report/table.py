"""The leaderboard of one workload as a table of texts, for every kind of output."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ganbench.counts import count
from ganbench.metrics.sized import unsized
from ganbench.report.measures import MISSING, Measure, measure

LOST = ("diverged", "timeout", "failed")
LEGEND = (
    "Ranked by the interquartile mean (IQM) over training seeds of the final primary metric, on "
    "the test split; below four seeds this is the mean. In brackets: 95 % bootstrap intervals, "
    "none where n=1: one seed has no spread. "
    "Bold: methods whose interval of ranks holds the first place. "
    "Best: the checkpoint that the validation split chose, on the test split. "
    "✗: failed runs, which count as the worst value and are never dropped, reach this number. "
    "To target: medians over seeds, ∞ where most never arrived; in parentheses the seeds that did. "
    "Relative cost: the operations of a training step over those of the baseline. "
    "P: the probability that a run beats a run of the baseline (Mann-Whitney)."
)


@dataclass(frozen=True)
class Row:
    """A row of texts; `leads` where the method may be the first."""

    cells: tuple[str, ...]
    leads: bool


@dataclass(frozen=True)
class Table:
    """The leaderboard of a workload.

    Attributes:
        workload: Its name.
        caption: The target, the number of samples and of seeds.
        keys: A name for each column, for outputs that show a selection.
        headers: What stands above each column.
        rows: One a method, the best first; with the intervals of all estimates.
        reference: What a perfect generator scores, or nothing.
    """

    workload: str
    caption: str
    keys: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    reference: tuple[str, ...] | None

    def select(self, keys: Collection[str]) -> Table:
        """Returns the table with those of its columns that `keys` names, in its own order."""
        picks = [index for index, key in enumerate(self.keys) if key in keys]

        def pick(cells: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(cells[index] for index in picks)

        return replace(
            self,
            keys=pick(self.keys),
            headers=pick(self.headers),
            rows=tuple(Row(pick(row.cells), row.leads) for row in self.rows),
            reference=None if self.reference is None else pick(self.reference),
        )

    def brief(self) -> Table:
        """Returns the table with the intervals of the rank and the first metric's end alone."""
        kept = next((key for key in self.keys if key.startswith("final_")), "")

        def short(cells: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(
                halves(cell)[0] if key.startswith(("final_", "best_")) and key != kept else cell
                for key, cell in zip(self.keys, cells, strict=True)
            )

        rows = tuple(Row(short(row.cells), row.leads) for row in self.rows)
        return replace(self, rows=rows)


def halves(cell: str) -> tuple[str, str]:
    """Returns a cell's value, and what stands behind it in brackets, if anything does."""
    value, *behind = re.split(r" (?=[\[(])", cell, maxsplit=1)
    return value, "".join(behind)


def tables(board: pd.DataFrame, references: pd.DataFrame) -> list[Table]:
    """Returns a table for each workload of a leaderboard.

    Args:
        board: From `ganbench.analysis.leaderboard.leaderboard`.
        references: From `ganbench.analysis.leaderboard.references`.
    """
    groups = board.groupby("workload", sort=False)
    return [_table(str(name), group, references) for name, group in groups]


def measures(board: pd.DataFrame) -> list[Measure]:
    """Returns what a workload is measured with, the primary metric first."""
    primary = board["primary"].iloc[0]
    names = [
        str(column).removeprefix("final_")
        for column in board
        if str(column).startswith("final_")
        and not str(column).endswith(("_low", "_high"))
        and board[column].notna().any()
    ]
    return [measure(name) for name in sorted(names, key=lambda name: name != primary)]


def _table(workload: str, board: pd.DataFrame, references: pd.DataFrame) -> Table:
    shown = measures(board)
    first, *others = shown or [measure("metric")]
    columns = {"rank": "Rank", "method": "Method"}
    if board["seeds"].nunique() > 1:  # else the caption says it
        columns["seeds"] = "Seeds"
    if board[list(LOST)].to_numpy().any():
        columns["lost"] = "Not completed"
    columns[f"final_{first.name}"] = f"{first.title} {first.arrow} final"
    columns[f"best_{first.name}"] = "best"
    columns |= {f"final_{other.name}": f"{other.title} {other.arrow}" for other in others}
    columns["steps"] = "Steps to target"
    if board["reached"].any():  # else they would repeat that nobody arrived
        columns |= {"seconds": "Seconds", "passes": "Passes"}
    columns |= {"cost": "Relative cost", "improvement": f"P(beats {board['baseline'].iloc[0]})"}
    rows = tuple(
        Row(tuple(_cells(row, first, others)[key] for key in columns), row["rank_low"] == 1)
        for _, row in board.iterrows()
    )
    reference = None
    if workload in references.index and references.loc[workload].notna().any():
        perfect = references.loc[workload].to_dict()
        known = {f"final_{m.name}": m.text(perfect.get(unsized(m.name), math.nan)) for m in shown}
        known |= {"method": "perfect generator", "lost": ""}
        reference = tuple(known.get(key, MISSING) for key in columns)
    caption = _caption(board, references)
    return Table(workload, caption, tuple(columns), tuple(columns.values()), rows, reference)


def _cells(row: pd.Series[Any], first: Measure, others: list[Measure]) -> dict[str, str]:
    final, best = f"final_{first.name}", f"best_{first.name}"
    return {
        "rank": _rank(row),
        "method": row["method"],
        "seeds": f"{row['seeds']}",
        "lost": ", ".join(f"{row[name]} {name}" for name in LOST if row[name]),
        final: _estimate(row, final, first),
        best: _beside(row, best, first),
        **{key: _beside(row, key, m) for m in others for key in [f"final_{m.name}"]},
        "steps": f"{_time(row['steps_to_target'])} ({row['reached']}/{row['seeds']})",
        "seconds": _time(row["seconds_to_target"]),
        "passes": _time(row["passes_to_target"]),
        "cost": MISSING if math.isnan(row["relative_cost"]) else f"{row['relative_cost']:.2f}",
        "improvement": MISSING if row["method"] == row["baseline"] else f"{row['improvement']:.2f}",
    }


def _estimate(row: pd.Series[Any], key: str, shown: Measure) -> str:
    if key not in row:
        return MISSING
    return shown.estimate(row, key)


def _beside(row: pd.Series[Any], key: str, shown: Measure) -> str:
    """An estimate that need not say once more how many seeds there are."""
    return _estimate(row, key, shown).removesuffix(" (n=1)")


def _rank(row: pd.Series[Any]) -> str:
    rank, low, high = row["rank"], row["rank_low"], row["rank_high"]
    return f"{rank}" if low == high else f"{rank} [{low}, {high}]"


def _time(value: float) -> str:
    if math.isinf(value):
        return "∞"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _samples(row: pd.Series[Any], references: pd.DataFrame) -> str:
    """How many samples were compared with how many; what is equal is not said twice."""
    text = f"{row['samples']:,.0f} samples an evaluation"
    if row["real_samples"] < row["samples"]:
        text += f", against {row['real_samples']:,.0f} real ones"
    if "samples" in references and row["workload"] in references.index:
        perfect = references.loc[row["workload"], "samples"]
        if perfect < row["samples"]:
            text += f" ({perfect:,.0f} of a perfect generator: all that there are)"
    return text


def _caption(board: pd.DataFrame, references: pd.DataFrame) -> str:
    row = board.iloc[0]
    fewest, most = board["seeds"].min(), board["seeds"].max()
    parts = [f"{'' if fewest == most else f'{fewest} to '}{count(most, 'seed')} a method"]
    if not math.isnan(row["samples"]):
        parts.append(_samples(row, references))
    if row["target_metric"]:
        target = measure(row["target_metric"])
        sign = "≤" if target.direction == "lower" else "≥"
        parts.append(f"target: {target.title} {sign} {row['target_threshold']:g}")
        metric = unsized(target.name)
        if metric in references and row["workload"] in references.index:
            perfect = references.loc[row["workload"], metric]
            gap = perfect - row["target_threshold"]
            if (gap if target.direction == "lower" else -gap) > 0:
                parts[-1] += ", which at this many samples a perfect generator misses"
    return "; ".join(parts) + "."
