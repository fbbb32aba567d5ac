"""The types of fields that hold a registered name, with or without parameters."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.methods import Part
from ganbench.mistakes import (
    details,
    located,
    sentence_error,
    unexpected,
    unknown_name,
    validation_error,
)
from ganbench.parameters import Parameter, build, parameters, schema
from ganbench.registrable import extends
from ganbench.registry import Registry
from ganbench.static_parameters import static_parameters
from ganbench.wording import with_article


@dataclass(frozen=True)
class PartOf:
    """The type of a part, given as `name`, as `{name: {parameter: value}}`, or as an object."""

    known: Registry[Any]

    def parse(self, value: Any) -> Any:
        """Returns the part as an object.

        Raises:
            ValidationError: The parameters do not fit.
            PydanticCustomError: The value is no part, or nothing has its name.
        """
        if extends(type(value), str(self.known.holds)):
            return value
        name, given = self._split(value)
        if name not in self.known:
            raise unknown_name(self.known.kind, name, self.known)
        try:
            return self.make(name, given)
        except GanbenchError as error:  # it came with a package, and that is broken
            raise sentence_error(str(error)) from error

    def make(self, name: str, given: Mapping[str, Any]) -> Any:
        """Builds the part of a name.

        Args:
            name: The registered name.
            given: The part's parameters by name; those that are left out have their defaults.

        Raises:
            PluginError: The part came with a package, and that is broken.
            ValidationError: The parameters do not fit.
        """
        kind = self.known[name]
        try:
            return build(kind, given)
        except ValidationError as error:
            raise validation_error(details(error, (name,), parameters(kind))) from error

    def _split(self, value: Any) -> tuple[str, dict[str, Any]]:
        if isinstance(value, str):
            return value, {}
        if not isinstance(value, dict) or len(value) != 1:
            raise unexpected(
                f"{with_article(self.known.kind)}: its name, or {{name: {{parameter: value}}}}",
                value,
            )
        [(name, given)] = value.items()
        if given is not None and not isinstance(given, dict):
            problem = unexpected("parameters with values", given)
            raise validation_error([located((name,), problem, given)])
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
        return {"anyOf": [name_schema(self.known), {**long, "additionalProperties": values}]}

    def _parameters(self, name: str) -> dict[str, Parameter]:
        """The parameters of what has a name, read from its source if that says all of them."""
        try:
            return static_parameters(str(self.known.owner(name)))
        except LookupError:
            return parameters(self.known[name])

    def _values(self, name: str) -> dict[str, Any] | None:
        """The JSON Schema of the parameters of what has a name, if they can be read."""
        try:
            return _or_null(schema(self._parameters(name), self.known.kind in _VARYING))
        except Exception:  # a package may be broken, or write its fields as nobody else does
            return None


class DatasetOf(PartOf):
    """The type of a data set with parameters: a name and values that its loader takes."""

    @override
    def make(self, name: str, given: Mapping[str, Any]) -> Part:
        asked = inspect.signature(self.known[name].load).parameters
        open_ended = any(p.kind is p.VAR_KEYWORD for p in asked.values())
        named = [p.name for p in asked.values() if p.kind is not p.VAR_KEYWORD]
        problems = [
            located((name, key), unknown_name("parameter", key, named), key)
            for key in given
            if key not in named and not open_ended
        ]
        problems += [
            located((name,), unexpected(f"a value for '{p.name}'", None, " Add it."), given)
            for p in asked.values()
            if p.kind is not p.VAR_KEYWORD and p.default is p.empty and p.name not in given
        ]
        if problems:
            raise validation_error(problems)
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


_VARYING = ("loss", "stabilizer", "optimizer")
"""The kinds of parts whose numbers may follow a schedule."""


@dataclass(frozen=True)
class OneOf:
    """The type of a name that a registry knows."""

    known: Registry[Any]

    def parse(self, name: str) -> str:
        """Returns the name.

        Raises:
            PydanticCustomError: The registry does not know it.
        """
        if name not in self.known:
            raise unknown_name(self.known.kind, name, self.known)
        return name

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.parse, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return name_schema(self.known)


def name_schema(known: Iterable[str]) -> dict[str, Any]:
    """Returns the JSON Schema of a name: known ones, for completion, or any, as of a plugin."""
    return {"anyOf": [{"enum": sorted(known)}, {"type": "string"}]}
