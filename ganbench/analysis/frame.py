"""One row a trial: records as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from ganbench.store.record import Record

COLUMNS = (
    "trial", "method", "workload", "seed", "status", "reason", "steps", "diverged_at",
    "primary", "direction", "best_step", "target_metric", "target_threshold", "steps_to_target",
    "seconds_to_target", "passes_to_target", "step_seconds", "passes_per_step", "flops_per_step",
    "train_seconds", "evaluation_seconds", "samples", "real_samples",
)  # fmt: skip
_TEXT = {"trial", "method", "workload", "status", "reason", "primary", "direction", "target_metric"}


def frame(records: Iterable[Record]) -> pd.DataFrame:
    """Returns one row a record.

    After `COLUMNS` come `final_<metric>`, `best_<metric>` (test split) and `reference_<metric>`
    (what a perfect generator scores), NaN where a trial has no such number; NaN in
    `steps_to_target` means that the target was never reached.
    """
    rows = [_row(record) for record in records]
    metrics = [
        key
        for prefix in ("final_", "best_", "reference_")
        for key in dict.fromkeys(key for row in rows for key in row if key.startswith(prefix))
        if key not in COLUMNS
    ]
    table = pd.DataFrame(rows, columns=[*COLUMNS, *metrics])
    numbers = [column for column in table if column not in _TEXT and column != "seed"]
    typed: pd.DataFrame = table.astype(dict.fromkeys(numbers, "float64"))
    return typed


def metrics(table: pd.DataFrame) -> list[str]:
    """Returns the names of the metrics that some trial of a frame was measured with at its end."""
    return [
        str(column).removeprefix("final_")
        for column in table
        if str(column).startswith("final_") and table[column].notna().any()
    ]


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
        "target_metric": target and str(target.metric),
        "target_threshold": target and target.threshold,
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


def histories(records: Iterable[Record]) -> pd.DataFrame:
    """Returns the histories of all records below each other, with `workload`, `method`, `seed`."""
    tables = [
        record.history.assign(workload=record.workload, method=record.method, seed=record.seed)
        for record in records
        if len(record.history)
    ]
    table: pd.DataFrame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    return table
