"""Measurements to and from evaluation.json: the one place that knows how it is laid out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields

from ganbench.metrics.sized import Sized
from ganbench.store.measurements import (
    DataFacts,
    Direction,
    Measurements,
    Scores,
    TargetReached,
    TrialCost,
)
from ganbench.store.values import JSON, Fields, JSONObject


def encode(measured: Measurements) -> dict[str, JSON]:
    """Returns measurements as a JSON object."""
    target, data = measured.target, measured.data
    return {
        "primary": str(measured.primary),
        "direction": measured.direction,
        "samples": measured.samples,
        "real_samples": measured.real_samples,
        "data": None if data is None else {"content": data.content, "range": list(data.range)},
        "features": dict(measured.features),
        "best": {"step": measured.best.step, "metrics": _named(measured.best.metrics)},
        "final": {"step": measured.final.step, "metrics": _named(measured.final.metrics)},
        "target": None if target is None else {**asdict(target), "metric": str(target.metric)},
        "cost": asdict(measured.cost),
        "steps": measured.steps,
        "diverged_at": measured.diverged_at,
        "reference": _named(measured.reference),
    }


def decode(values: JSONObject) -> Measurements | None:
    """Returns the measurements that a JSON object holds; `None` if it holds none.

    Raises:
        ValueError: A value is missing or of another type; the message names its field.
    """
    if "primary" not in values:  # a trial that failed or was skipped
        return None
    told = Fields(values)
    target, data, features = told.inner("target"), told.inner("data"), told.inner("features")
    return Measurements(
        primary=Sized.parse(told.text("primary")),
        direction=_direction(told),
        samples=told.count("samples"),
        real_samples=told.count("real_samples"),
        steps=told.count("steps"),
        best=_scores(told.inner("best")),
        final=_scores(told.inner("final")),
        diverged_at=told.count("diverged_at"),
        reference=_sized(told.inner("reference")),
        target=_target(target) if target.values else None,
        cost=TrialCost(
            **{part.name: told.inner("cost").number(part.name) for part in fields(TrialCost)}
        ),
        data=_data(data) if data.values else None,
        features={name: features.text(name) for name in features.values},
    )


def _direction(told: Fields) -> Direction:
    match told.text("direction"):
        case "lower":
            return "lower"
        case "higher":
            return "higher"
        case other:
            raise ValueError(f"'direction': expected lower or higher, found {other!r}")


def _scores(told: Fields) -> Scores:
    return Scores(told.count("step"), _sized(told.inner("metrics")))


def _target(told: Fields) -> TargetReached:
    return TargetReached(
        metric=Sized.parse(told.text("metric")),
        threshold=told.number("threshold"),
        steps=told.count("steps"),
        seconds=told.maybe_number("seconds"),
        passes=told.maybe_number("passes"),
    )


def _data(told: Fields) -> DataFacts:
    ends = told.numbers("range")
    low, high = ends if len(ends) == 2 else (math.nan, math.nan)
    # JSON has no infinity: the end of an unbounded range is null
    return DataFacts(
        content=told.text("content"),
        range=(-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high),
    )


def _sized(told: Fields) -> dict[Sized, float]:
    return {Sized.parse(name): told.number(name) for name in told.values}


def _named(metrics: Mapping[Sized, float]) -> dict[str, JSON]:
    return {str(name): value for name, value in metrics.items()}
