"""How a metric is called and printed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ganbench.analysis.statistics import Direction
from ganbench.errors import GanbenchError
from ganbench.metrics import METRICS

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


def measure(name: str) -> Measure:
    """Returns the measure of a metric.

    One that is not registered, because it came from a plugin that is not loaded now, keeps its
    name, "lower" and three digits.
    """
    try:
        metric = METRICS[name]
    except GanbenchError:
        return Measure(name, name, "lower", 3)
    return Measure(name, metric.title, metric.direction, metric.digits)


def directions(names: Iterable[str]) -> dict[str, Direction]:
    """Returns which values of each metric are better."""
    return {name: measure(name).direction for name in names}
