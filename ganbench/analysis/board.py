"""A board: the methods on one workload, the best first, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override

from ganbench.analysis.estimate import Estimate
from ganbench.analysis.html import html_table
from ganbench.analysis.measure import Measure, measure
from ganbench.errors import UnknownNameError
from ganbench.metrics.metric import Direction, reaches
from ganbench.store.measurements import TargetReached
from ganbench.store.record import Status
from ganbench.wording import quantity


@dataclass(frozen=True)
class Rank:
    """A rank with its 95 % bootstrap interval; 1 is the best, and equals share the best rank.

    >>> str(Rank(2, low=1, high=3))
    '2 [1, 3]'
    """

    value: int
    low: int
    high: int

    @override
    def __str__(self) -> str:
        return (
            f"{self.value}" if self.low == self.high else f"{self.value} [{self.low}, {self.high}]"
        )


@dataclass(frozen=True)
class Score:
    """A method's estimates of one metric on the test split.

    Attributes:
        measure: The metric.
        final: Of the generators at the end of training.
        best: Of the checkpoints that the validation split chose.
    """

    measure: Measure
    final: Estimate
    best: Estimate


@dataclass(frozen=True)
class BoardTarget:
    """One of the conditions that have to hold for a workload to count as solved.

    Attributes:
        measure: The metric, on the validation split.
        threshold: The value to reach.
    """

    measure: Measure
    threshold: float

    @override
    def __str__(self) -> str:
        sign = "≤" if self.measure.direction == "lower" else "≥"
        return f"{self.measure.title} {sign} {self.threshold:g}"

    @property
    def plain(self) -> str:
        """The condition for programs, such as "modes@2500 >= 8"."""
        return (
            f"{self.measure.key} {'<=' if self.measure.direction == 'lower' else '>='} "
            f"{self.threshold:g}"
        )

    def holds(self, value: float) -> bool:
        """Tells whether a value reaches the threshold; NaN does not."""
        return reaches(value, self.threshold, self.measure.direction)


def target_of(target: TargetReached) -> tuple[BoardTarget, ...]:
    """Returns the conditions of a trial's target as boards show them."""
    return tuple(
        BoardTarget(measure(each.metric, each.direction), each.threshold)
        for each in target.conditions
    )


@dataclass(frozen=True)
class TimeToTarget:
    """What a method took to reach the target: medians over seeds, infinite where most never did.

    Attributes:
        reached: How many seeds reached it.
        steps: Generator steps.
        seconds: Seconds of a lone seed's training.
        passes: Passes of samples through a network.
    """

    reached: int
    steps: float
    seconds: float
    passes: float


@dataclass(frozen=True)
class PerfectScores:
    """What a perfect generator scores.

    Attributes:
        values: A metric's name -> its value.
        samples: How many samples were scored: a small data set has fewer than are generated;
            `None` where it is not known.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    samples: int | None = None


@dataclass(frozen=True)
class Standing:
    """A method's row on a board.

    Attributes:
        method: The method's name in the suite.
        rank: By the final primary metric.
        seeds: Trials that it was given.
        statuses: How many of these trials ended with each status.
        scores: Its estimates, one for each metric, the primary one first; empty where no trial of
            the workload was measured.
        values: The final primary metric of each trial, by seed; NaN where it failed.
        to_target: What it took to reach the target.
        relative_cost: The operations of a training step over those of the baseline.
        improvement: The probability that a run beats a run of the baseline (Mann-Whitney).
    """

    method: str
    rank: Rank
    seeds: int
    statuses: Mapping[Status, int]
    scores: tuple[Score, ...]
    values: tuple[float, ...]
    to_target: TimeToTarget
    relative_cost: float
    improvement: float

    @property
    def final(self) -> Estimate:
        """The primary metric at the end of training; NaN where nothing was measured."""
        return self.scores[0].final if self.scores else _NOTHING

    @property
    def best(self) -> Estimate:
        """The primary metric of the best checkpoints; NaN where nothing was measured."""
        return self.scores[0].best if self.scores else _NOTHING

    @property
    def measured(self) -> bool:
        """Whether a trial came to its end and was measured."""
        return self.seeds > self.statuses["failed"] + self.statuses["skipped"]

    @property
    def leads(self) -> bool:
        """Whether the interval of its rank holds the first place."""
        return self.rank.low == 1

    def __getitem__(self, metric: str) -> Score:
        """Returns the estimates of a metric by its name, such as "modes".

        Raises:
            UnknownNameError: The workload was not measured with it.
        """
        for score in self.scores:
            if metric in (score.measure.name, str(score.measure.key)):
                return score
        known = ", ".join(score.measure.name for score in self.scores)
        raise UnknownNameError(f"There is no metric '{metric}' here. Known: {known or 'none'}.")


_NOTHING = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Board:
    """The methods on one workload.

    Example:
        >>> import ganbench
        >>> board = ganbench.load(demo).boards["ring8"]  # of the folder of a finished run
        >>> [(str(row.rank), row.method, row.final.value) for row in board.rows]
        [('1', 'wgan-gp', 0.375), ('2', 'gan', 1.125)]
        >>> board.primary.title, board.direction, board["gan"].to_target.reached
        ('Sliced W2 distance', 'lower', 2)

    Attributes:
        workload: The workload's name.
        measures: What it was measured with on the test split, the metric that ranks first; empty
            where no trial was measured.
        saturated: The primary metric, where every method is beyond its saturation, so that another
            one ranks; else `None`.
        baseline: The method that costs and improvements are relative to.
        rows: One for each method, the best first.
        samples: Generated samples of an evaluation; `None` where it is not known.
        real_samples: Real samples that they were compared with.
        target: When the workload counts as solved: all of these hold; empty where it is not known.
        perfect: What a perfect generator scores.
    """

    workload: str
    measures: tuple[Measure, ...]
    baseline: str
    rows: tuple[Standing, ...]
    samples: int | None = None
    real_samples: int | None = None
    target: tuple[BoardTarget, ...] = ()
    perfect: PerfectScores = PerfectScores()
    saturated: Measure | None = None

    @property
    def primary(self) -> Measure | None:
        """The metric that ranks; `None` where no trial was measured."""
        return self.measures[0] if self.measures else None

    @property
    def direction(self) -> Direction:
        """Which values of the primary metric are better."""
        return self.measures[0].direction if self.measures else "lower"

    def __getitem__(self, method: str) -> Standing:
        """Returns a method's row.

        Raises:
            UnknownNameError: The board has no such method.
        """
        for row in self.rows:
            if row.method == method:
                return row
        known = ", ".join(row.method for row in self.rows)
        raise UnknownNameError(f"There is no method '{method}' on {self.workload}. Known: {known}.")

    def _repr_html_(self) -> str:
        """Returns the board as a notebook shows it."""
        seeds = max(row.seeds for row in self.rows)
        headers = ["Rank", "Method", *(f"{m.title} {m.arrow}" for m in self.measures), "On target"]
        return html_table(
            caption=f"{self.workload}, {quantity(seeds, 'seed')}",
            headers=headers,
            rows=[_texts(row) for row in self.rows],
            bold=[row.leads for row in self.rows],
        )


def _texts(row: Standing) -> list[str]:
    return [
        str(row.rank),
        row.method,
        *(score.measure.estimate(score.final, row.seeds) for score in row.scores),
        f"{row.to_target.reached}/{row.seeds}",
    ]
