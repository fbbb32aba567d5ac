"""A metric as results show it: its title, number of samples, direction and digits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ganbench.analysis.estimate import Estimate
from ganbench.errors import GanbenchError
from ganbench.metrics import METRICS
from ganbench.metrics.metric import Direction, Saturation
from ganbench.metrics.sized import Sized

FAILED = "✗"
MISSING = "—"


@dataclass(frozen=True)
class Measure:
    """A metric on so many samples.

    >>> modes = Measure(Sized("modes", 2500), "Modes covered", "higher", digits=1)
    >>> modes.name, modes.samples, modes.arrow
    ('modes', 2500, '↑')
    >>> modes.estimate(Estimate(7.5, 7, 8), seeds=10)
    '7.5 [7.0, 8.0]'

    Attributes:
        key: The metric's name and the number of samples.
        title: The metric's name for people.
        direction: Which values are better.
        digits: Decimals to print.
        saturation: From where on it says little; `None` where that is not so, or not known.
    """

    key: Sized
    title: str
    direction: Direction
    digits: int
    saturation: Saturation | None = None

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.key.metric

    @property
    def samples(self) -> int | None:
        """The number of generated samples; `None` where it is not known."""
        return self.key.samples

    @property
    def arrow(self) -> str:
        """An arrow that points where better values lie."""
        return "↓" if self.direction == "lower" else "↑"

    def text(self, value: float) -> str:
        """Returns a value as people read it; an infinite one is that of failed runs.

        What is not 0 does not read as 0.
        """
        if math.isnan(value):
            return MISSING
        if not math.isfinite(value):
            return FAILED
        fixed = f"{value:.{self.digits}f}"
        return f"{value:.1e}" if value and float(fixed) == 0 else fixed

    def estimate(self, estimate: Estimate, seeds: int) -> str:
        """Returns an estimate with its interval, where it has one."""
        return f"{self.text(estimate.value)} {self.interval(estimate, seeds)}".rstrip()

    def interval(self, estimate: Estimate, seeds: int) -> str:
        """Returns the interval of an estimate over so many seeds, in brackets.

        One seed has no spread, which "(n=1)" says; of failed runs alone there is nothing to be
        unsure of, and the text is empty.
        """
        low, high = self.text(estimate.low), self.text(estimate.high)
        if low == high == FAILED:
            return ""
        return "(n=1)" if seeds == 1 else f"[{low}, {high}]"


def measure(key: Sized, direction: Direction | None = None) -> Measure:
    """Returns how results show a metric.

    A metric that is not registered, because it came from a plugin that is not loaded now, keeps
    its name, has three digits and "lower" is better, unless `direction` says otherwise.

    Args:
        key: The metric's name and the number of samples.
        direction: Which values are better, as the trial recorded it; `None` to ask the metric.
    """
    try:
        metric = METRICS[key.metric]
    except GanbenchError:
        return Measure(key, str(key), direction or "lower", 3)
    return Measure(
        key, metric.title, direction or metric.direction, metric.digits, metric.saturation
    )
