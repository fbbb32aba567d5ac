"""How a metric is called and printed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ganbench.analysis.statistics import Direction
from ganbench.errors import GanbenchError
from ganbench.metrics import METRICS
from ganbench.metrics.sized import unsized

if TYPE_CHECKING:
    import pandas as pd

FAILED = "✗"
MISSING = "—"


@dataclass(frozen=True)
class Measure:
    """What the report needs to know of a metric."""

    name: str
    title: str
    direction: Direction
    digits: int

    @property
    def arrow(self) -> str:
        """An arrow that points where better values lie."""
        return "↓" if self.direction == "lower" else "↑"

    def text(self, value: float) -> str:
        """Returns a value as people read it; an infinite one is that of failed runs."""
        if math.isnan(value):
            return MISSING
        return f"{value:.{self.digits}f}" if math.isfinite(value) else FAILED

    def estimate(self, row: pd.Series[Any], column: str) -> str:
        """Returns an estimate with its interval, where it has one.

        One seed has no spread, and of failed runs alone there is nothing to be unsure of.

        Args:
            row: Of a leaderboard.
            column: Such as "final_modes"; the ends of the interval are beside it.
        """
        value, low, high = (self.text(row[column + end]) for end in ("", "_low", "_high"))
        if low == high == FAILED:
            return value
        return f"{value} (n=1)" if row["seeds"] == 1 else f"{value} [{low}, {high}]"


def measure(name: str) -> Measure:
    """Returns the measure of a metric.

    One that is not registered, because it came from a plugin that is not loaded now, keeps its
    name, "lower" and three digits.
    """
    try:
        metric = METRICS[unsized(name)]
    except GanbenchError:
        return Measure(name, name, "lower", 3)
    return Measure(name, metric.title, metric.direction, metric.digits)


def directions(names: Iterable[str]) -> dict[str, Direction]:
    """Returns which values of each metric are better."""
    return {name: measure(name).direction for name in names}
