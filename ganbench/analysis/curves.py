"""Curves over training: a metric against steps, with its uncertainty over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganbench.analysis.statistics import Floats, failures_as_worst, iqm
from ganbench.metrics.metric import Direction
from ganbench.metrics.sized import Sized
from ganbench.store.record import Record


@dataclass(frozen=True, eq=False)
class Curve:
    """A metric over training: the IQM over seeds with its 95 % bootstrap interval.

    Attributes:
        steps: Generator steps [n].
        iqm: The interquartile mean [n] at each.
        low: The lower ends [n] of the intervals.
        high: The upper ends [n] of the intervals.
    """

    steps: NDArray[np.int64]
    iqm: Floats
    low: Floats
    high: Floats


def curve(
    records: Sequence[Record], metric: Sized, direction: Direction, draws: int = 2_000
) -> Curve:
    """Returns the curve of a method on a workload.

    A seed that diverged or failed counts as the worst from there on; one that ran out of time
    keeps its last value, which is also its final one.

    Args:
        records: The method's trials; those without a single evaluation are among them.
        metric: The metric, on as many samples as the validation split was measured with.
        direction: Which values are better.
        draws: Bootstrap draws.
    """
    ordered = sorted(records, key=lambda record: record.seed)
    paths = [_path(record, metric) for record in ordered]
    steps = sorted({step for path in paths for step in path})
    rows = [[path.get(step, np.nan) for step in steps] for path in paths]
    for row, record in zip(rows, ordered, strict=True):
        if record.status == "timeout":
            _keep_last(row)
    values = failures_as_worst(
        np.array(rows).T.reshape(len(steps), len(rows)), direction
    )  # [steps, seeds]
    seeds = values.shape[1]
    picks = np.random.default_rng(0).integers(seeds, size=(draws, seeds))
    estimates = iqm(values[:, picks])  # [steps, draws]
    return Curve(
        steps=np.array(steps, dtype=np.int64),
        iqm=iqm(values),
        low=np.quantile(estimates, 0.025, axis=1, method="lower"),
        high=np.quantile(estimates, 0.975, axis=1, method="higher"),
    )


def validation_metrics(records: Sequence[Record]) -> dict[str, Sized]:
    """Returns the metrics of the validation split that some trial has a value of, by name."""
    found = {}
    for record in records:
        for column in record.history.columns:
            if column not in ("step", "train_seconds") and record.history[column].notna().any():
                key = Sized.parse(column)
                found[key.metric] = key
    return found


def _path(record: Record, metric: Sized) -> dict[int, float]:
    """The values of a metric by step; NaN where it was not measured."""
    history = record.history
    if not len(history):
        return {}
    column = str(metric)
    values = history[column] if column in history else [np.nan] * len(history)
    return {int(step): float(value) for step, value in zip(history["step"], values, strict=True)}


def _keep_last(values: list[float]) -> None:
    for i, value in enumerate(values):
        if i and np.isnan(value):
            values[i] = values[i - 1]
