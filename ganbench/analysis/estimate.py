"""An estimate over training seeds."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An interquartile mean over seeds with its 95 % bootstrap interval.

    An end is infinite where failed runs, which count as the worst value, reach it.

    Example:
        >>> import math
        >>> import ganbench
        >>> ganbench.load(demo).boards["ring8"]["gan"].final  # of the folder of a finished run
        Estimate(value=1.125, low=1.0, high=1.25)
        >>> ganbench.Estimate(0.04, low=0.03, high=math.inf).finite
        False

    Attributes:
        value: The interquartile mean.
        low: The lower end of the interval.
        high: The upper end of the interval.
    """

    value: float
    low: float
    high: float

    @property
    def finite(self) -> bool:
        """Whether neither the value nor an end of the interval is decided by failed runs."""
        return all(map(math.isfinite, (self.value, self.low, self.high)))
