"""Calibration tables: planted faults, what they score, and whether the target tells them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ganbench.calibration.table import Calibration, Row
from ganbench.cli.view import Grid

NOT_HERE = "none is stored: `ganbench calibrate {}` makes one where the data are"


def grid(calibration: Calibration, metrics: Sequence[str]) -> Grid:
    """Returns a calibration as a table.

    Args:
        calibration: What was measured.
        metrics: The metrics to show, by name.
    """
    perfect = calibration.rows[0]
    ends = ", ".join(f"{name} {_number(value)}" for name, value in perfect.extremes.items())
    return Grid(
        about=(
            f"Planted faults, {calibration.samples:,} samples a draw: medians over draws, and the "
            f"share of the draws that meets the target. Of {perfect.draws} draws of a perfect "
            f"generator one in a hundred is worse than: {ends}."
        ),
        headers=("Fault", *metrics, "Meets the target"),
        rows=tuple(_cells(row, metrics) for row in calibration.rows),
    )


def _cells(row: Row, metrics: Sequence[str]) -> tuple[str, ...]:
    values = (_number(row.values.get(name, math.nan)) for name in metrics)
    return (row.fault, *values, f"{row.met:.0%}")


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3g}"
