"""One row a trial: records as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from ganbench.store.record import Record

COLUMNS = (
    "trial", "method", "workload", "seed", "status", "reason", "steps", "diverged_at",
    "primary", "direction", "best_step", "target_metric", "target_threshold", "steps_to_target",
    "seconds_to_target", "passes_to_target", "step_seconds", "passes_per_step", "flops_per_step",
    "train_seconds", "evaluation_seconds", "samples", "real_samples",
)  # fmt: skip
_COST = COLUMNS[COLUMNS.index("step_seconds") : COLUMNS.index("samples")]
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


def _row(record: Record) -> dict[str, Any]:
    evaluation = record.evaluation
    best: Mapping[str, Any] = evaluation.get("best") or {}
    final: Mapping[str, Any] = evaluation.get("final") or {}
    target: Mapping[str, Any] = evaluation.get("target") or {}
    cost: Mapping[str, Any] = evaluation.get("cost") or {}
    return {
        "trial": record.trial,
        "method": record.method,
        "workload": record.workload,
        "seed": record.seed,
        "status": record.status,
        "reason": record.reason,
        "steps": evaluation.get("steps"),
        "diverged_at": evaluation.get("diverged_at"),
        "primary": evaluation.get("primary"),
        "direction": evaluation.get("direction"),
        "best_step": best.get("step"),
        "target_metric": target.get("metric"),
        "target_threshold": target.get("threshold"),
        **{f"{unit}_to_target": target.get(unit) for unit in ("steps", "seconds", "passes")},
        **{key: cost.get(key) for key in _COST},
        "samples": evaluation.get("samples"),
        "real_samples": evaluation.get("real_samples"),
        **{f"final_{name}": value for name, value in (final.get("metrics") or {}).items()},
        **{f"best_{name}": value for name, value in (best.get("metrics") or {}).items()},
        **{
            f"reference_{name}": value
            for name, value in (evaluation.get("reference") or {}).items()
        },
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
