"""Checks of names, docstrings, parameters and their defaults."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, is_dataclass
from typing import Any, get_args, get_type_hints

from ganbench.conformance import examples
from ganbench.conformance.result import Verdict, failed, passed
from ganbench.conformance.subject import Subject
from ganbench.datasets import Source
from ganbench.errors import GanbenchError
from ganbench.kinds import KINDS, import_object
from ganbench.methods import Recipe
from ganbench.metrics import METRICS, Metric
from ganbench.names import NAME
from ganbench.networks import Architecture
from ganbench.parameters import build, describe, parameters
from ganbench.spelling import did_you_mean
from ganbench.workloads import Workload

_NEEDED: dict[str, Mapping[str, float]] = {"optimizer": {"lr": examples.RATE}}
"""Fields that need no default, by kind."""


def check_interface(subject: Subject) -> Verdict:
    """It is of the right type, says what it is, and can be written into a suite file."""
    if not re.fullmatch(NAME, subject.name):
        return failed(
            f"the name '{subject.name}' cannot stand in a suite file",
            "Use at most 64 letters, digits, '.', '_', '+' and '-', the first a letter or digit.",
        )
    kind, thing = KINDS[subject.kind], subject.thing
    holds = kind.registry.holds
    base: type = import_object(holds) if isinstance(holds, str) else holds
    if kind.of_classes:
        return _together(_part(subject, base)) or passed("frozen, documented, with plain defaults")
    if not isinstance(thing, base):
        home = base.__module__.rpartition(".")[0]
        return failed(
            f"expected a {base.__name__}, found {type(thing).__name__}",
            f"Let the name stand for an instance of `{home}.{base.__name__}`.",
        )
    return _together(_FIELDS[subject.kind](subject)) or passed("of the right type and documented")


def _together(verdicts: Iterator[Verdict]) -> Verdict | None:
    """All that is wrong as one verdict, so that it is mended in one go."""
    found = list(verdicts)
    if not found:
        return None
    return failed("; ".join(v.reason for v in found), " ".join(v.mend for v in found))


def _part(subject: Subject, base: type) -> Iterator[Verdict]:
    kind = subject.thing
    if not (isinstance(kind, type) and is_dataclass(kind) and issubclass(kind, base)):
        yield failed(
            f"expected a dataclass that extends {base.__name__}, found {kind!r}",
            f"Write `@dataclass(frozen=True)` above `class ...({base.__name__})`.",
        )
        return
    if not getattr(kind, "__dataclass_params__").frozen:  # noqa: B009 - unknown to mypy
        yield failed("the dataclass can be changed", "Write `@dataclass(frozen=True)`.")
    if inspect.isabstract(kind):
        missing = ", ".join(sorted(getattr(kind, "__abstractmethods__", ())))
        yield failed(f"these are not defined: {missing}", "Define them.")
        return
    doc = vars(kind).get("__doc__") or ""
    if not doc or doc.startswith(f"{kind.__name__}("):  # what `dataclass` itself writes
        yield failed(
            "there is no docstring",
            "Write one: the formula in its first line, then `Source:` and `Attributes:`.",
        )
    yield from _defaults(kind, _NEEDED.get(subject.kind, {}))


def _defaults(kind: type, needed: Mapping[str, float]) -> Iterator[Verdict]:
    """What is wrong with a part as its name alone makes it, or with what it needs besides."""
    required = {name for name, known in parameters(kind).items() if known.default is MISSING}
    missing = sorted(required - needed.keys())
    if missing and issubclass(kind, Architecture):  # other checks know networks with values
        return
    if missing:
        yield failed(
            f"there is no default for {', '.join(missing)}",
            "Give every field a default, so that its name alone is enough in a suite file.",
        )
        return
    part = kind(**{name: needed[name] for name in required})
    try:
        plain = describe(part)
        json.dumps(plain, allow_nan=False)
        again: Any = build(kind, {name: plain[name] for name in parameters(kind)})
    except Exception as error:
        yield failed(
            f"the defaults do not survive JSON: {type(error).__name__}: "
            + " ".join(str(error).split()),
            "Use numbers, strings, booleans and tuples of these, finite, with type hints to match.",
        )
        return
    if again != part:
        yield failed(
            f"built of its own parameters {plain}, it differs from its defaults",
            "Let `__init__` be the dataclass's own: every field is a parameter.",
        )


def _recipe(subject: Subject) -> Iterator[Verdict]:
    recipe: Recipe = subject.thing
    yield from _require_text(recipe, "title", "formula")
    ideas = get_args(get_type_hints(Recipe)["idea"])
    if recipe.idea not in ideas:
        yield failed(f"the idea is '{recipe.idea}'", f"Use one of {', '.join(ideas)}.")
    try:
        recipe.build(subject.name)
        mistakes = []
    except GanbenchError as error:
        mistakes = str(error).splitlines()
    for mistake in mistakes:
        reason, hint, rest = mistake.partition("Did you mean")
        yield failed(
            reason.strip(), f"{hint}{rest}" or "`ganbench show` tells what a part's keys are."
        )


def _workload(subject: Subject) -> Iterator[Verdict]:
    workload: Workload = subject.thing
    yield from _require_text(workload, "title", "source")
    try:
        json.dumps(dict(workload.parameters), allow_nan=False)
    except (TypeError, ValueError) as error:
        yield failed(f"the data set's parameters are not JSON: {error}", "Use plain values.")
    for name in (*workload.metrics, *workload.target.metrics):
        if name not in METRICS:
            yield failed(
                f"there is no metric '{name}'.{did_you_mean(name, METRICS)}",
                "Name metrics that `ganbench list metrics` lists.",
            )
    for name in workload.target.metrics:
        if name not in workload.metrics:
            yield failed(
                f"the target's metric {name} is not measured",
                f"Put it into `metrics`, which has {', '.join(workload.metrics) or 'none'}.",
            )
    if not workload.target.conditions:
        yield failed("the target has no condition", "Say what a metric must reach.")


def _metric(subject: Subject) -> Iterator[Verdict]:
    metric: Metric = subject.thing
    if metric.name != subject.name:
        yield failed(
            f"it is registered as '{subject.name}' but calls itself '{metric.name}'",
            "Use one name for both.",
        )
    yield from _require_text(metric, "title")
    for field in ("direction", "needs"):
        allowed = get_args(get_type_hints(Metric)[field])
        if getattr(metric, field) not in allowed:
            yield failed(
                f"`{field}` is '{getattr(metric, field)}'", f"Use one of {', '.join(allowed)}."
            )
    if not inspect.getdoc(metric.compute):
        yield failed(
            "`compute` has no docstring",
            "Write what it returns, in which units, and between which bounds.",
        )


def _dataset(subject: Subject) -> Iterator[Verdict]:
    source: Source = subject.thing
    yield from _require_text(source, "title", "licence", "preparation")


def _extractor(subject: Subject) -> Iterator[Verdict]:
    yield from _require_text(subject.thing, "title")


def _require_text(thing: Any, *fields: str) -> Iterator[Verdict]:
    for field in fields:
        if not getattr(thing, field).strip():
            yield failed(f"`{field}` is empty", f"Say in `{field}` what it is.")


_FIELDS: dict[str, Callable[[Subject], Iterator[Verdict]]] = {
    "method": _recipe,
    "workload": _workload,
    "data set": _dataset,
    "metric": _metric,
    "extractor": _extractor,
}
"""The checks of instances, by kind."""
