"""The leaderboard: methods ranked on each workload, with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ganbench.analysis.board import (
    Board,
    PerfectScores,
    Rank,
    Score,
    Standing,
    TimeToTarget,
    target_of,
)
from ganbench.analysis.estimate import Estimate
from ganbench.analysis.measure import Measure, measure
from ganbench.analysis.statistics import (
    Floats,
    failures_as_worst,
    interval,
    iqm,
    median,
    probability_of_improvement,
    ranks,
    resample,
)
from ganbench.metrics.metric import Direction
from ganbench.metrics.sized import Sized
from ganbench.store.measurements import Measurements
from ganbench.store.record import STATUSES, Record

Group = Sequence[Record]
"""The trials of one method on one workload, by seed."""


def boards(
    records: Iterable[Record], baseline: str = "non-saturating", draws: int = 10_000
) -> dict[str, Board]:
    """Returns a board for each workload, in the order in which the records name them.

    Args:
        records: Trials, of any workloads.
        baseline: The method that cost and improvement are relative to, where a workload has it;
            else the workload's first method.
        draws: Bootstrap draws.
    """
    workloads: dict[str, list[Record]] = {}
    for record in records:
        workloads.setdefault(record.workload, []).append(record)
    return {name: board(trials, baseline, draws) for name, trials in workloads.items()}


def board(
    records: Sequence[Record], baseline: str = "non-saturating", draws: int = 10_000
) -> Board:
    """Ranks the methods on one workload by the IQM of the final primary metric over seeds.

    Where every method's median is beyond the saturation of that metric, the metric that it names
    ranks instead. A method that was skipped has no row, unless all were.

    Args:
        records: The workload's trials; at least one.
        baseline: The method that cost and improvement are relative to, if it is among them; else
            the first one.
        draws: Bootstrap draws.
    """
    played = [record for record in records if record.status != "skipped"] or records
    known = [record.measurements for record in played if record.measurements is not None]
    groups = _groups(played)
    measures, saturated = _ranking(_measures(known), groups.values())
    base = groups.get(baseline, next(iter(groups.values())))
    scores = [[_score(group, each, draws) for each in measures] for group in groups.values()]
    rows = [
        _standing(group, base, measures, [score for score, _ in own], rank)
        for group, own, rank in zip(groups.values(), scores, _ranks(scores), strict=True)
    ]
    rows.sort(key=lambda row: row.rank.value)
    leader = [m for r in groups[rows[0].method] if (m := r.measurements) is not None]
    return Board(
        workload=records[0].workload,
        measures=measures,
        baseline=base[0].method,
        rows=tuple(rows),
        samples=max((m.samples for m in leader if m.samples is not None), default=None),
        real_samples=max(
            (m.real_samples for m in leader if m.real_samples is not None), default=None
        ),
        target=next((target_of(m.target) for m in leader if m.target is not None), ()),
        perfect=_perfect(known),
        saturated=saturated,
    )


@dataclass(frozen=True)
class MeanRank:
    """A method over all workloads.

    Attributes:
        method: The method's name.
        mean_rank: Its mean rank over the workloads that it was tried on.
        workloads: How many these are.
    """

    method: str
    mean_rank: float
    workloads: int


def overall(boards: Iterable[Board]) -> list[MeanRank]:
    """Returns the methods by their mean rank over workloads, the best first."""
    places: dict[str, list[int]] = {}
    for each in boards:
        for row in each.rows:
            places.setdefault(row.method, []).append(row.rank.value)
    means = [MeanRank(name, sum(known) / len(known), len(known)) for name, known in places.items()]
    return sorted(means, key=lambda mean: mean.mean_rank)


def _groups(records: Iterable[Record]) -> dict[str, Group]:
    methods: dict[str, list[Record]] = {}
    for record in records:
        methods.setdefault(record.method, []).append(record)
    return {name: sorted(group, key=lambda record: record.seed) for name, group in methods.items()}


def _measures(known: Sequence[Measurements]) -> tuple[Measure, ...]:
    """What some trial has a final value of, the primary metric first."""
    if not known:
        return ()
    primary = known[0].primary
    values = [item for trial in known for item in trial.final.metrics.items()]
    names = dict.fromkeys(name for name, value in values if not math.isnan(value))
    others = (measure(name) for name in names if name != primary)
    return (measure(primary, known[0].direction), *others)


def _ranking(
    measures: tuple[Measure, ...], groups: Iterable[Group]
) -> tuple[tuple[Measure, ...], Measure | None]:
    """Puts another metric first where the primary one is saturated for every method.

    Returns:
        The measures, that which ranks first, and the primary one if it does not rank.
    """
    saturation = measures[0].saturation if measures else None
    instead = [each for each in measures if saturation and each.name == saturation.instead]
    if saturation is None or not instead:
        return measures, None
    primary, (ranking,) = measures[0], instead
    sign = 1 if primary.direction == "lower" else -1
    for group in groups:
        finals = failures_as_worst(_finals(group, primary.key), primary.direction)
        if sign * np.median(finals) <= sign * saturation.beyond:
            return measures, None
    others = [each for each in measures[1:] if each is not ranking]
    return (ranking, primary, *others), primary


def _finals(group: Group, metric: Sized) -> Floats:
    """The final values [n] of a metric, NaN where a trial has none."""
    known = [record.measurements for record in group]
    return np.array([m.final.metrics.get(metric, math.nan) if m else math.nan for m in known])


def _bests(group: Group, metric: Sized) -> Floats:
    """The best checkpoints' values [n] of a metric, NaN where a trial has none."""
    known = [record.measurements for record in group]
    return np.array([m.best.metrics.get(metric, math.nan) if m else math.nan for m in known])


def _estimate(values: Floats, draws: int) -> tuple[Estimate, Floats]:
    """The IQM of values [n], and its bootstrap estimates [draws].

    The same positions are drawn for all methods: methods on the same seeds are compared in pairs.
    """
    drawn = iqm(resample(values, draws, np.random.default_rng(0)))
    return Estimate(float(iqm(values)), *interval(drawn)), drawn


def _score(group: Group, each: Measure, draws: int) -> tuple[Score, Floats]:
    """A method's estimates of a metric, and the bootstrap estimates [draws] of the final one."""
    final, drawn = _estimate(failures_as_worst(_finals(group, each.key), each.direction), draws)
    best, _ = _estimate(failures_as_worst(_bests(group, each.key), each.direction), draws)
    return Score(each, final, best), drawn


def _ranks(scores: Sequence[Sequence[tuple[Score, Floats]]]) -> list[Rank]:
    """The rank of each method by its first score; where nothing was measured all share the first.

    Args:
        scores: Of each method, with the bootstrap estimates [draws] of the final metric.
    """
    if not scores[0]:
        return [Rank(1, 1, len(scores))] * len(scores)
    primaries = [own[0] for own in scores]
    direction = primaries[0][0].measure.direction
    places = ranks([score.final.value for score, _ in primaries], direction)
    drawn = ranks(np.stack([drawn for _, drawn in primaries], axis=-1), direction)
    ends = [interval(column) for column in drawn.T]
    return [
        Rank(int(place), int(low), int(high))
        for place, (low, high) in zip(places, ends, strict=True)
    ]


def _standing(
    group: Group,
    base: Group,
    measures: Sequence[Measure],
    scores: Sequence[Score],
    rank: Rank,
) -> Standing:
    finals, others = (_primaries(trials, measures) for trials in (group, base))
    direction: Direction = measures[0].direction if measures else "lower"
    statuses = [record.status for record in group]
    return Standing(
        method=group[0].method,
        rank=rank,
        seeds=len(group),
        statuses={status: statuses.count(status) for status in STATUSES},
        scores=tuple(scores),
        values=tuple(finals.tolist()),
        to_target=_to_target(group),
        relative_cost=float(np.float64(_passes(group)) / _passes(base)),
        improvement=probability_of_improvement(
            failures_as_worst(finals, direction), failures_as_worst(others, direction), direction
        ),
    )


def _primaries(group: Group, measures: Sequence[Measure]) -> Floats:
    return _finals(group, measures[0].key) if measures else np.full(len(group), math.nan)


def _to_target(group: Group) -> TimeToTarget:
    targets = [record.measurements.target for record in group if record.measurements is not None]
    reached = [target for target in targets if target is not None and target.steps is not None]
    never = [math.inf] * (len(group) - len(reached))

    def median_or_never(times: Iterable[float | None]) -> float:
        return median([math.inf if time is None else time for time in times] + never)

    return TimeToTarget(
        reached=len(reached),
        steps=median_or_never(target.steps for target in reached),
        seconds=median_or_never(target.seconds for target in reached),
        passes=median_or_never(target.passes for target in reached),
    )


def _passes(group: Group) -> float:
    """The median over seeds of the passes of a training step; NaN where none was measured."""
    found = [r.measurements.cost.passes_per_step for r in group if r.measurements is not None]
    known = [value for value in found if not math.isnan(value)]
    return float(np.median(known)) if known else math.nan


def _perfect(known: Iterable[Measurements]) -> PerfectScores:
    """The mean over trials of what a perfect generator scores; NaN where it has no score."""
    found: dict[Sized, list[float]] = {}
    for trial in known:
        for name, value in trial.reference.items():
            if not math.isnan(value):
                found.setdefault(name, []).append(value)
    means = {name: float(np.mean(values)) for name, values in found.items()}
    sizes = [name.samples for name in means]
    return PerfectScores(
        {name.metric: value for name, value in means.items()}, sizes[-1] if sizes else None
    )
