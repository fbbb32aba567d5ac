"""Converts measurements to and from evaluation.json, whose layout is known here alone."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import asdict

from ganbench.metrics.metric import Direction
from ganbench.metrics.sized import Sized
from ganbench.store.measurements import (
    DataFacts,
    Measurements,
    Scores,
    TargetCondition,
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
        "target": None if target is None else _target_to_json(target),
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
    fields = Fields(values)
    target, data = fields.nested("target"), fields.nested("data")
    features, cost = fields.nested("features"), fields.nested("cost")
    return Measurements(
        primary=Sized.parse(fields.text("primary")),
        direction=_direction(fields),
        samples=fields.maybe_integer("samples"),
        real_samples=fields.maybe_integer("real_samples"),
        steps=fields.maybe_integer("steps"),
        best=_scores(fields.nested("best")),
        final=_scores(fields.nested("final")),
        diverged_at=fields.maybe_integer("diverged_at"),
        reference=_sized(fields.nested("reference")),
        target=_target(target) if target.values else None,
        cost=TrialCost(
            **{each.name: cost.number(each.name) for each in dataclasses.fields(TrialCost)}
        ),
        data=_data(data) if data.values else None,
        features={name: features.text(name) for name in features.values},
    )


def _target_to_json(target: TargetReached) -> JSON:
    conditions: list[JSON] = [
        {**asdict(condition), "metric": str(condition.metric)} for condition in target.conditions
    ]
    return {**asdict(target), "conditions": conditions}


def _direction(fields: Fields) -> Direction:
    match fields.text("direction"):
        case "lower":
            return "lower"
        case "higher":
            return "higher"
        case other:
            raise ValueError(f"'direction': expected lower or higher, found {other!r}")


def _scores(fields: Fields) -> Scores:
    return Scores(fields.maybe_integer("step"), _sized(fields.nested("metrics")))


def _target(fields: Fields) -> TargetReached:
    single = "metric" in fields.values  # as it was stored before there could be several
    return TargetReached(
        conditions=tuple(
            TargetCondition(
                metric=Sized.parse(each.text("metric")),
                threshold=each.number("threshold"),
                direction=_direction(each) if each.values.get("direction") else None,
            )
            for each in ([fields] if single else fields.objects("conditions"))
        ),
        steps=fields.maybe_integer("steps"),
        seconds=fields.maybe_number("seconds"),
        passes=fields.maybe_number("passes"),
    )


def _data(fields: Fields) -> DataFacts:
    ends = fields.numbers("range")
    low, high = ends if len(ends) == 2 else (math.nan, math.nan)
    # JSON has no infinity: the end of an unbounded range is null
    return DataFacts(
        content=fields.text("content"),
        range=(-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high),
    )


def _sized(fields: Fields) -> dict[Sized, float]:
    return {Sized.parse(name): fields.number(name) for name in fields.values}


def _named(metrics: Mapping[Sized, float]) -> dict[str, JSON]:
    return {str(name): value for name, value in metrics.items()}
