"""Frames: results as tables, for people and for other programs."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from ganbench.analysis.board import Board, BoardTarget, Standing, target_of
from ganbench.store.record import Record

COLUMNS = (
    "trial", "method", "workload", "seed", "status", "reason", "steps", "diverged_at",
    "primary", "direction", "best_step", "target", "steps_to_target", "seconds_to_target",
    "passes_to_target", "step_seconds", "passes_per_step", "flops_per_step",
    "train_seconds", "evaluation_seconds", "samples", "real_samples",
)  # fmt: skip
_COUNTS = (
    "steps", "diverged_at", "best_step", "steps_to_target", "flops_per_step", "samples",
    "real_samples",
)  # fmt: skip
"""Columns of whole numbers, some of which a trial may not have."""
_TEXT = {"trial", "method", "workload", "status", "reason", "primary", "direction", "target"}


def trials_frame(records: Iterable[Record]) -> pd.DataFrame:
    """Returns one row a record.

    After `COLUMNS` come `final_<metric>`, `best_<metric>` (test split) and `reference_<metric>`
    (what a perfect generator scores), missing where a trial has no such number; a missing
    `steps_to_target` means that the target was never reached.
    """
    records = list(records)
    rows = [_row(record) for record in records]
    known = [record.measurements for record in records if record.measurements is not None]
    columns = dict.fromkeys(
        [
            *COLUMNS,
            *(f"final_{name}" for m in known for name in m.final.metrics),
            *(f"best_{name}" for m in known for name in m.best.metrics),
            *(f"reference_{name}" for m in known for name in m.reference),
        ]
    )
    table = pd.DataFrame(rows, columns=[*columns])
    numbers = [column for column in table if column not in _TEXT and column != "seed"]
    types = {**dict.fromkeys(numbers, "float64"), **dict.fromkeys(_COUNTS, "Int64")}
    typed: pd.DataFrame = table.astype(types)
    return typed


def history_frame(records: Iterable[Record]) -> pd.DataFrame:
    """Returns one row an evaluation on the validation split.

    Columns: `workload`, `method`, `seed`, `step`, `train_seconds` and each metric.
    """
    tables = [
        pd.concat(
            [
                pd.DataFrame(
                    {"workload": record.workload, "method": record.method, "seed": record.seed},
                    index=record.history.index,
                ),
                record.history,
            ],
            axis=1,
        )
        for record in records
        if len(record.history)
    ]
    identity = ["workload", "method", "seed", "step", "train_seconds"]
    empty = pd.DataFrame(columns=identity)
    table: pd.DataFrame = pd.concat(tables, ignore_index=True) if tables else empty
    return table


def leaderboard_frame(boards: Iterable[Board]) -> pd.DataFrame:
    """Returns one row a workload and method, the best first.

    Columns: `workload`, `method`, `primary`, `direction`, `rank` with its 95 % bootstrap interval
    `rank_low`, `rank_high`, `seeds`, a count of each status, `samples`, `real_samples`, the target
    with the medians to it (infinity: never), `relative_cost`, `baseline`, `improvement`, and
    `final_<metric>` and `best_<metric>` (IQM, infinite where failed runs reach it), each with
    `_low` and `_high`.
    """
    table: pd.DataFrame = pd.DataFrame(
        [_standing(board, row) for board in boards for row in board.rows]
    )
    return table


def _standing(board: Board, row: Standing) -> dict[str, object]:
    samples, real, target = board.samples, board.real_samples, board.target
    if not row.measured:  # a method that failed everywhere says nothing of them
        samples, real, target = None, None, ()
    scores: dict[str, float] = {}
    for score in row.scores:
        for moment, estimate in (("final", score.final), ("best", score.best)):
            column = f"{moment}_{score.measure.key}"
            scores |= {
                column: estimate.value,
                f"{column}_low": estimate.low,
                f"{column}_high": estimate.high,
            }
    return {
        "workload": board.workload,
        "method": row.method,
        "primary": board.primary and str(board.primary.key),
        "direction": board.direction,
        "rank": row.rank.value,
        "rank_low": row.rank.low,
        "rank_high": row.rank.high,
        "seeds": row.seeds,
        **{str(status): number for status, number in row.statuses.items()},
        "samples": _float(samples),
        "real_samples": _float(real),
        "target": _conditions(target),
        "reached": row.to_target.reached,
        "steps_to_target": row.to_target.steps,
        "seconds_to_target": row.to_target.seconds,
        "passes_to_target": row.to_target.passes,
        "relative_cost": row.relative_cost,
        "baseline": board.baseline,
        "improvement": row.improvement,
        **scores,
    }


def _conditions(target: Iterable[BoardTarget]) -> str | None:
    return " and ".join(condition.plain for condition in target) or None


def _float(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _row(record: Record) -> dict[str, object]:
    identity = {
        "trial": record.trial,
        "method": record.method,
        "workload": record.workload,
        "seed": record.seed,
        "status": record.status,
        "reason": record.reason,
    }
    measured = record.measurements
    if measured is None:
        return dict(identity)
    target, cost = measured.target, measured.cost
    return {
        **identity,
        "steps": measured.steps,
        "diverged_at": measured.diverged_at,
        "primary": str(measured.primary),
        "direction": measured.direction,
        "best_step": measured.best.step,
        "target": target and _conditions(target_of(target)),
        "steps_to_target": target and target.steps,
        "seconds_to_target": target and target.seconds,
        "passes_to_target": target and target.passes,
        "step_seconds": cost.step_seconds,
        "passes_per_step": cost.passes_per_step,
        "flops_per_step": cost.flops_per_step,
        "train_seconds": cost.train_seconds,
        "evaluation_seconds": cost.evaluation_seconds,
        "samples": measured.samples,
        "real_samples": measured.real_samples,
        **{f"final_{name}": value for name, value in measured.final.metrics.items()},
        **{f"best_{name}": value for name, value in measured.best.metrics.items()},
        **{f"reference_{name}": value for name, value in measured.reference.items()},
    }
