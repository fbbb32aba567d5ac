"""What a metric is, as data: its name, its direction, and the pure function that computes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from ganbench.references import Reference

Direction = Literal["lower", "higher"]
"""Which values of a metric are better."""


def reaches(value: float, threshold: float, direction: Direction) -> bool:
    """Tells whether a value is as good as a threshold; NaN is not.

    Args:
        value: The value.
        threshold: What it is to reach.
        direction: Which values are better.
    """
    return value <= threshold if direction == "lower" else value >= threshold


def _as_is(real: Any) -> Any:
    return real


@dataclass(frozen=True)
class Saturation:
    """From where on a bounded metric hardly tells one bad generator from another.

    Attributes:
        beyond: The value; what is worse is saturated.
        instead: The metric, by name, that ranks where every method is.
    """

    beyond: float
    instead: str


@dataclass(frozen=True)
class Metric:
    """A number that says how good samples are.

    Example:
        >>> from ganbench.metrics import METRICS
        >>> metric = METRICS["sliced-w2"]
        >>> metric.title, metric.direction, metric.needs
        ('Sliced W2 distance', 'lower', 'points')
        >>> metric.better(0.1, 0.2)
        True

    Attributes:
        name: What suites, tables and columns call it.
        title: What people read in its place.
        direction: Whether lower or higher values are better.
        digits: Decimals to print.
        needs: What it is computed from.
        compute: A pure function to a float, or to a tuple whose field `part` is the value. Its
            arguments, float64, by `needs`:
            "density": samples [n, 2] and a `GaussianMixture`;
            "points" or "features": fake [n, d] and `prepare(real)`;
            "training": fake [n, d] and `prepare(real, train)`, all training samples [t, d];
            "alone": features [n, d];
            "probabilities": class probabilities [n, k];
            "players": what separates both players of a solvable game from its equilibrium, [k];
            "labelled": features [n, d] and class probabilities [n, k].
        reference: Where it comes from.
        prepare: The statistics of the real samples [m, d] that `compute` takes. Those that are an
            array, or a `NamedTuple` of arrays and numbers, and annotated so, are kept on disk.
        part: Which field of what `compute` gives; `None` for all of it. Metrics with the same
            `compute` and `prepare` are computed once.
        features: Whose features or probabilities it takes; `None` for points, and for those of the
            data set's own classifier.
        elsewhere: What it is called on other features than Inception's; empty where it has no
            other features.
        compared_with: The real samples of "points" and "features": "held-out" ones, of the split
            that is measured against, or all "training" ones.
        saturation: From where on it says little; `None` where it is not bounded.
    """

    name: str
    title: str
    direction: Direction
    digits: int
    needs: Literal[
        "density",
        "points",
        "features",
        "training",
        "alone",
        "probabilities",
        "labelled",
        "players",
    ]
    compute: Callable[..., Any]
    reference: Reference
    prepare: Callable[..., Any] = _as_is
    part: str | None = None
    features: str | None = None
    elsewhere: str = ""
    compared_with: Literal["held-out", "training"] = "held-out"
    saturation: Saturation | None = None

    @property
    def knows_training(self) -> bool:
        """Whether it compares with training samples, so that these are no perfect generator's."""
        return self.needs == "training" or self.compared_with == "training"

    def on(self, extractor: str, title: str) -> Metric:
        """Returns the metric on other features.

        Args:
            extractor: The extractor's name.
            title: The extractor's title, for people.
        """
        return replace(
            self,
            name=f"{self.name}-{extractor}",
            title=f"{self.elsewhere} ({title})",
            features=extractor,
        )

    def better(self, a: float, b: float) -> bool:
        """Tells whether `a` is strictly better than `b`; a NaN never is, and all else beats it."""
        if math.isnan(a) or math.isnan(b):
            return not math.isnan(a)
        return a < b if self.direction == "lower" else a > b
