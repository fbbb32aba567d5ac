"""The types of what stands in a suite file. Short forms are taken, and names must be known."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import CoreSchema, InitErrorDetails, core_schema
from typing_extensions import override

from ganbench import unimported
from ganbench.datasets import DATASETS
from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part
from ganbench.metrics import METRICS
from ganbench.mistakes import (
    at,
    gathered,
    lines,
    said,
    together,
    unknown,
    wrong,
)
from ganbench.networks import NETWORKS
from ganbench.optimizers import OPTIMIZERS
from ganbench.parameters import Parameter, build, parameters, schema
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.wording import with_article
from ganbench.workloads import WORKLOADS

MAX_SEEDS = 10_000
NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"


def _safe(name: str) -> str:
    if not re.fullmatch(NAME, name):  # it becomes a folder's name
        raise wrong("a name of at most 64 letters, digits, '.', '_', '+' and '-'", name)
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
            yield at((i,), wrong("each one once", name, " It is here twice."), value)
        else:
            hint = f" '{first}' is here already: rename one of the two."
            yield at((i,), wrong("names that differ in more than case", name, hint), value)


def _name_of(value: Any) -> Any:
    """The name in `name`, `{name: name, ...}` or `{name: {parameter: value}}`."""
    if isinstance(value, dict):
        return value.get("name", next(iter(value)) if len(value) == 1 else None)
    return value


def _distinct(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    return gathered(value, validate, _repeated(value))


def _seeds(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= MAX_SEEDS:
            raise wrong(f"a number of seeds from 1 to {MAX_SEEDS:,}", value)
        return list(range(value))
    if not isinstance(value, list):
        raise wrong("a number of seeds, or a list of seeds", value)
    return value


@dataclass(frozen=True)
class PartOf:
    """The type of a part: `name` or `{name: {parameter: value}}`, checked against its class."""

    known: Registry[Any]

    def parse(self, value: Any) -> Part:
        """Returns the part as given if it can be built."""
        name, given = self._split(value)
        if name not in self.known:
            raise unknown(self.known.kind, name, self.known)
        try:
            kind = self.known[name]
            build(kind, given)
        except GanbenchError as error:  # it came with a package, and that is broken
            raise said(str(error)) from error
        except ValidationError as error:
            raise together(lines(error, (name,), parameters(kind))) from error
        return Part(name, given)

    def _split(self, value: Any) -> tuple[str, dict[str, Any]]:
        if isinstance(value, str):
            return value, {}
        if not isinstance(value, dict) or len(value) != 1:
            raise wrong(
                f"{with_article(self.known.kind)}: its name, or {{name: {{parameter: value}}}}",
                value,
            )
        [(name, given)] = value.items()
        if given is not None and not isinstance(given, dict):
            problem = wrong("parameters with values", given)
            raise together([at((name,), problem, given)])
        return name, given or {}

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        values = {"type": ["object", "null"]}
        long: dict[str, Any] = {"type": "object", "minProperties": 1, "maxProperties": 1}
        long |= {"properties": {name: self._values(name) or values for name in sorted(self.known)}}
        return {"anyOf": [word(self.known), {**long, "additionalProperties": values}]}

    def _parameters(self, name: str) -> dict[str, Parameter]:
        """The parameters of what has a name, read from its source if that says all of them."""
        try:
            return unimported.parameters(str(self.known.owner(name)))
        except LookupError:
            return parameters(self.known[name])

    def _values(self, name: str) -> dict[str, Any] | None:
        """The JSON Schema of the parameters of what has a name, if they can be read."""
        try:
            return _or_null(schema(self._parameters(name)))
        except Exception:  # a package may be broken, or write its fields as nobody else does
            return None


class DatasetOf(PartOf):
    """The type of a data set with parameters, checked against the function that loads it."""

    @override
    def parse(self, value: Any) -> Part:
        """Returns the part as given if all parameters are known and none is missing."""
        name, given = self._split(value)
        if name not in self.known:
            raise unknown(self.known.kind, name, self.known)
        try:
            asked = inspect.signature(self.known[name].load).parameters
        except GanbenchError as error:  # it came with a package, and that is broken
            raise said(str(error)) from error
        open_ended = any(p.kind is p.VAR_KEYWORD for p in asked.values())
        named = [p.name for p in asked.values() if p.kind is not p.VAR_KEYWORD]
        problems = [
            at((name, key), unknown("parameter", key, named), key)
            for key in given
            if key not in named and not open_ended
        ]
        problems += [
            at((name,), wrong(f"a value for '{p.name}'", None, " Add it."), given)
            for p in asked.values()
            if p.kind is not p.VAR_KEYWORD and p.default is p.empty and p.name not in given
        ]
        if problems:
            raise together(problems)
        return Part(name, given)

    @override
    def _values(self, name: str) -> dict[str, Any] | None:
        try:
            asked = inspect.signature(self.known[name].load).parameters.values()
        except GanbenchError:  # it came with a package, and that is broken
            return None
        named = [p for p in asked if p.kind is not p.VAR_KEYWORD]
        properties = {
            p.name: {
                **({"type": _TYPES[p.annotation]} if p.annotation in _TYPES else {}),
                **({} if p.default is p.empty else {"default": p.default}),
            }
            for p in named
        }
        required = [p.name for p in named if p.default is p.empty]
        given: dict[str, Any] = {"type": "object", "properties": properties}
        given |= {"required": required} if required else {}
        return _or_null({**given, "additionalProperties": len(named) < len(asked)})


_TYPES = {"bool": "boolean", "float": "number", "int": "integer", "str": "string"}
"""What JSON calls the types that a data set's parameters are annotated with."""


def _or_null(values: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of parameters that may be left out altogether, if none is required."""
    return values if "required" in values else {"anyOf": [values, {"type": "null"}]}


def made(known: Registry[Any], value: Any) -> Any:
    """Makes a part out of what a suite says of it.

    Raises:
        ValidationError: Its parameters do not fit, or it is not written as a part.
        GanbenchError: There is no such part, or it cannot be loaded.
    """
    part = PartOf(known).parse(value)
    return build(known[part.name], part.parameters)


@dataclass(frozen=True)
class OneOf:
    """The type of a name that a registry knows."""

    known: Registry[Any]

    def parse(self, name: str) -> str:
        """Returns the name if it is known."""
        if name not in self.known:
            raise unknown(self.known.kind, name, self.known)
        return name

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.parse, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return word(self.known)


def word(known: Iterable[str]) -> dict[str, Any]:
    """The JSON Schema of a known name, for completion, or any other: a plugin may define it."""
    return {"anyOf": [{"enum": sorted(known)}, {"type": "string"}]}


Name = Annotated[
    str, AfterValidator(_safe), WithJsonSchema({"type": "string", "pattern": f"^{NAME}$"})
]
WorkloadName = Annotated[str, OneOf(WORKLOADS)]
MetricName = Annotated[str, OneOf(METRICS)]
RecipeName = Annotated[str, OneOf(METHODS)]
LossPart = Annotated[Part, PartOf(LOSSES)]
StabilizerPart = Annotated[Part, PartOf(STABILIZERS)]
DatasetPart = Annotated[Part, DatasetOf(DATASETS)]
OptimizerPart = Annotated[Part, PartOf(OPTIMIZERS)]
NetworkPart = Annotated[Part, PartOf(NETWORKS)]
Positive = Annotated[int, Field(gt=0)]
Distinct = WrapValidator(_distinct)
"""Refuses a list that has something twice."""
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
