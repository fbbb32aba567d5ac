"""What a metric is, as data: its name, its direction, and the pure function that computes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from ganbench.references import Reference


def _as_is(real: Any) -> Any:
    return real


@dataclass(frozen=True)
class Metric:
    """A number that says how good samples are.

    Attributes:
        name: What suites, tables and columns call it.
        title: The same for people.
        direction: Whether lower or higher values are better.
        digits: Decimals to print.
        needs: What it is computed from.
        compute: A pure function to a float. Its arguments, float64, by `needs`:
            "density": samples [n, 2] and a `GaussianMixture`;
            "points" or "features": fake [n, d] and `prepare(real)`;
            "probabilities": class probabilities [n, k].
        reference: Where it comes from.
        prepare: The statistics of the real samples [m, d] that `compute` takes; for "points" and
            "features" only.
        features: Whose features it takes: "digits", "fashion", "inception", or `None` for points.
    """

    name: str
    title: str
    direction: Literal["lower", "higher"]
    digits: int
    needs: Literal["density", "points", "features", "probabilities"]
    compute: Callable[..., float]
    reference: Reference
    prepare: Callable[[Any], Any] = _as_is
    features: str | None = None

    def better(self, a: float, b: float) -> bool:
        """Tells whether `a` is strictly better than `b`; a NaN never is, and all else beats it."""
        if math.isnan(a) or math.isnan(b):
            return not math.isnan(a)
        return a < b if self.direction == "lower" else a > b
