"""The leaderboard of one workload as a table of texts, for every kind of output."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from typing_extensions import override

from ganbench.analysis.board import Board, BoardTarget, PerfectScores, Standing
from ganbench.analysis.estimate import Estimate
from ganbench.analysis.measure import MISSING, Measure
from ganbench.store.record import Status
from ganbench.wording import quantity
from ganbench.workloads import WORKLOADS

NOT_COMPLETED: tuple[Status, ...] = ("diverged", "timeout", "failed")
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

ColumnKind = Literal[
    "rank", "method", "seeds", "lost", "final", "best", "other", "steps", "seconds", "passes",
    "cost", "improvement",
]  # fmt: skip
"""What a column shows; "final" and "best" are of the primary metric, "other" of another one."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        value: The text.
        bracket: What follows in brackets, such as an interval; empty for nothing.
    """

    value: str
    bracket: str = ""

    @override
    def __str__(self) -> str:
        return f"{self.value} {self.bracket}".strip()


@dataclass(frozen=True)
class Column:
    """A column of texts.

    Attributes:
        kind: What the column shows.
        header: The column's title.
        cells: A cell for each method, the best first.
        reference: The text in the row of a perfect generator.
    """

    kind: ColumnKind
    header: str
    cells: tuple[Cell, ...]
    reference: str = MISSING

    @property
    def left(self) -> bool:
        """Whether it is a column of words."""
        return self.kind in ("method", "lost")


@dataclass(frozen=True)
class Table:
    """The leaderboard of a workload.

    Attributes:
        workload: The workload's name, with its version where there are several.
        caption: The target, the number of samples and of seeds.
        columns: The columns from left to right.
        leads: For each row, whether the interval of the method's rank holds the first place.
        referred: Whether the scores of a perfect generator are known.
    """

    workload: str
    caption: str
    columns: tuple[Column, ...]
    leads: tuple[bool, ...]
    referred: bool

    @property
    def rows(self) -> list[tuple[bool, tuple[Cell, ...]]]:
        """Each row's cells, with whether it leads."""
        cells = zip(*(column.cells for column in self.columns), strict=True)
        return list(zip(self.leads, cells, strict=True))

    @property
    def reference(self) -> list[str]:
        """The row of a perfect generator; empty where its scores are not known."""
        return [column.reference for column in self.columns] if self.referred else []

    def select(self, kept: Callable[[Column], bool]) -> Table:
        """Returns the table with those of its columns that are to be kept."""
        return replace(self, columns=tuple(filter(kept, self.columns)))

    def brief(self) -> Table:
        """Returns the table with the intervals of the rank and the first metric's end alone."""
        return replace(self, columns=tuple(map(_brief, self.columns)))


def table(board: Board) -> Table:
    """Returns a workload's leaderboard as texts."""
    return Table(
        workload=WORKLOADS.label(board.workload),
        caption=_caption(board),
        columns=tuple(_columns(board)),
        leads=tuple(row.leads for row in board.rows),
        referred=bool(board.perfect.values),
    )


def _columns(board: Board) -> Iterator[Column]:
    def of(cell: Callable[[Standing], Cell]) -> tuple[Cell, ...]:
        return tuple(map(cell, board.rows))

    yield Column("rank", "Rank", of(_rank))
    yield Column("method", "Method", of(lambda row: Cell(row.method)), "perfect generator")
    if len({row.seeds for row in board.rows}) > 1:  # else the caption says it
        yield Column("seeds", "Seeds", of(lambda row: Cell(f"{row.seeds}")))
    if any(row.statuses[status] for row in board.rows for status in NOT_COMPLETED):
        yield Column("lost", "Not completed", of(_not_completed), "")
    yield from _measured(board)
    yield Column("steps", "Steps to target", of(_steps))
    if any(row.to_target.reached for row in board.rows):  # else they would repeat that nobody did
        yield Column("seconds", "Seconds", of(lambda row: Cell(_time(row.to_target.seconds))))
        yield Column("passes", "Passes", of(lambda row: Cell(_time(row.to_target.passes))))
    yield Column("cost", "Relative cost", of(_cost))
    yield Column("improvement", f"P(beats {board.baseline})", of(partial(_improvement, board)))


def _measured(board: Board) -> Iterator[Column]:
    """The columns of the metrics: the primary one's end and best, the others' ends."""
    if not board.measures:
        nothing = (Cell(MISSING),) * len(board.rows)
        yield Column("final", "metric ↓ final", nothing)
        yield Column("best", "best", nothing)
        return
    for i, measure in enumerate(board.measures):
        perfect = measure.text(board.perfect.values.get(measure.name, math.nan))
        kind: ColumnKind = "other" if i else "final"
        header = f"{measure.title} {measure.arrow}{'' if i else ' final'}"
        finals = [_estimate(row, row.scores[i].final, measure, once=bool(i)) for row in board.rows]
        yield Column(kind, header, tuple(finals), perfect)
        if not i:
            bests = [_estimate(row, row.best, measure, once=True) for row in board.rows]
            yield Column("best", "best", tuple(bests))


def _estimate(row: Standing, estimate: Estimate, measure: Measure, once: bool) -> Cell:
    """An estimate; with `once` it does not say that there is one seed, which another cell says."""
    bracket = measure.interval(estimate, row.seeds)
    return Cell(measure.text(estimate.value), "" if once and row.seeds == 1 else bracket)


def _rank(row: Standing) -> Cell:
    low, high = row.rank.low, row.rank.high
    return Cell(f"{row.rank.value}", "" if low == high else f"[{low}, {high}]")


def _not_completed(row: Standing) -> Cell:
    return Cell(
        ", ".join(f"{row.statuses[name]} {name}" for name in NOT_COMPLETED if row.statuses[name])
    )


def _steps(row: Standing) -> Cell:
    return Cell(_time(row.to_target.steps), f"({row.to_target.reached}/{row.seeds})")


def _cost(row: Standing) -> Cell:
    return Cell(MISSING if math.isnan(row.relative_cost) else f"{row.relative_cost:.2f}")


def _improvement(board: Board, row: Standing) -> Cell:
    return Cell(MISSING if row.method == board.baseline else f"{row.improvement:.2f}")


def _time(value: float) -> str:
    if math.isinf(value):
        return "∞"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _brief(column: Column) -> Column:
    if column.kind not in ("best", "other"):
        return column
    return replace(column, cells=tuple(Cell(cell.value) for cell in column.cells))


def _caption(board: Board) -> str:
    fewest, most = (end(row.seeds for row in board.rows) for end in (min, max))
    parts = [f"{'' if fewest == most else f'{fewest} to '}{quantity(most, 'seed')} a method"]
    if board.samples is not None:
        parts.append(_samples(board, board.samples))
    if board.target:
        parts.append(_target(board.target, board.perfect))
    if board.saturated is not None:
        parts.append(_saturated(board.saturated, board.measures[0]))
    return "; ".join(parts) + "."


def _saturated(primary: Measure, ranking: Measure) -> str:
    assert primary.saturation is not None
    side = "above" if primary.direction == "lower" else "below"
    return (
        f"every method's median {primary.title} is {side} {primary.saturation.beyond:g}, where it "
        f"says little: ranked by {ranking.title}"
    )


def _samples(board: Board, samples: int) -> str:
    """How many samples were compared with how many; what is equal is not said twice."""
    text = f"{quantity(samples, 'sample')} an evaluation"
    if board.real_samples is not None and board.real_samples < samples:
        text += f", against {board.real_samples:,} real ones"
    if board.perfect.samples is not None and board.perfect.samples < samples:
        text += f" ({board.perfect.samples:,} of a perfect generator: all that there are)"
    return text


def _target(target: Sequence[BoardTarget], perfect: PerfectScores) -> str:
    text = f"target: {' and '.join(map(str, target))}"
    scores = [perfect.values.get(each.measure.name, math.nan) for each in target]
    known = [(each, value) for each, value in zip(target, scores, strict=True) if value == value]
    if not all(each.holds(value) for each, value in known):
        text += ", which at this many samples a perfect generator misses"
    return text
