"""The types of the fields of a suite file: names, distinct lists, seeds and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import InitErrorDetails

from ganbench.datasets import DATASETS
from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part
from ganbench.metrics import METRICS
from ganbench.mistakes import (
    located,
    unexpected,
    validated_with,
)
from ganbench.names import NAME
from ganbench.networks import NETWORKS
from ganbench.optimizers import OPTIMIZERS
from ganbench.stabilizers import STABILIZERS
from ganbench.suite.named import DatasetOf, OneOf, PartOf
from ganbench.suite.network import NetworkOf
from ganbench.workloads import WORKLOADS

MAX_SEEDS = 10_000


def _safe(name: str) -> str:
    if not re.fullmatch(NAME, name):  # it becomes a folder's name
        raise unexpected("a name of at most 64 letters, digits, '.', '_', '+' and '-'", name)
    return name


def _repeated(values: Any) -> Iterator[InitErrorDetails]:
    """What a list names twice; names that differ in case only would share a folder."""
    seen: dict[str | int, str | int] = {}
    for i, value in enumerate(values if isinstance(values, list) else ()):
        name = _name_of(value)
        if isinstance(name, bool) or not isinstance(name, str | int):
            continue
        key = name.casefold() if isinstance(name, str) else name
        first = seen.get(key)
        if first is None:
            seen[key] = name
        elif first == name:
            yield located((i,), unexpected("each one once", name, " It is here twice."), value)
        else:
            hint = f" '{first}' is here already: rename one of the two."
            yield located(
                (i,), unexpected("names that differ in more than case", name, hint), value
            )


def _name_of(value: Any) -> Any:
    """The name in `name`, `{name: name, ...}` or `{name: {parameter: value}}`."""
    if isinstance(value, dict):
        return value.get("name", next(iter(value)) if len(value) == 1 else None)
    return value


def _distinct(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    return validated_with(value, validate, _repeated(value))


def _seeds(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= MAX_SEEDS:
            raise unexpected(f"a number of seeds from 1 to {MAX_SEEDS:,}", value)
        return list(range(value))
    if not isinstance(value, list):
        raise unexpected("a number of seeds, or a list of seeds", value)
    return value


def thresholds(value: Any) -> Any:
    """Returns `{metric: name, threshold: number}`, as suites had it once, as `{name: number}`."""
    match value:
        case {"metric": str(metric), "threshold": threshold, **others} if not others:
            return {metric: threshold}
    return value


Name = Annotated[
    str, AfterValidator(_safe), WithJsonSchema({"type": "string", "pattern": f"^{NAME}$"})
]
WorkloadName = Annotated[str, OneOf(WORKLOADS)]
MetricName = Annotated[str, OneOf(METRICS)]
RecipeName = Annotated[str, OneOf(METHODS)]
LossPart = Annotated[Any, PartOf(LOSSES)]
StabilizerPart = Annotated[Any, PartOf(STABILIZERS)]
DatasetPart = Annotated[Part, DatasetOf(DATASETS)]
OptimizerPart = Annotated[Any, PartOf(OPTIMIZERS)]
NetworkPart = Annotated[Any, NetworkOf(NETWORKS)]
Thresholds = Annotated[dict[MetricName, float], Field(min_length=1), BeforeValidator(thresholds)]
"""What metrics must reach, by name."""
Positive = Annotated[int, Field(gt=0)]
Distinct = WrapValidator(_distinct)
"""Refuses a list that has an item twice."""
Seeds = Annotated[
    list[Annotated[int, Field(ge=0, lt=2**63)]],
    Field(min_length=1),
    Distinct,
    BeforeValidator(_seeds),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MAX_SEEDS},
                {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1},
            ]
        }
    ),
]
