"""The bases of the models of a suite file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails
from typing_extensions import Self, override

from ganbench.mistakes import located, unexpected, unknown_name, validated_with
from ganbench.registry import Registry
from ganbench.suite.named import name_schema


class Model(BaseModel):
    """A mapping with known keys and values of exactly the declared types."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Entry(Model):
    """An entry of a list: a registered name, or a variation of one under a name of its own.

    In a dictionary it may also be the object that it would mean.
    """

    registry: ClassVar[Registry[Any]]
    noun: ClassVar[str]
    means: ClassVar[type]

    _object: Any = PrivateAttr(None)

    @model_validator(mode="wrap")
    @classmethod
    def _validated(cls, value: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls.means):
            entry = cls.model_construct(name=getattr(value, "name"))  # noqa: B009
            entry._object = value
            return entry
        if isinstance(value, str):
            if value not in cls.registry:
                raise unknown_name(cls.registry.kind, value, cls.registry)
            value = {"name": value}
        return validated_with(value, validate, cls._mistakes(value))

    @classmethod
    def _mistakes(cls, value: Any) -> Iterator[InitErrorDetails]:
        """Yields mistakes of keys together, each of which is right by itself."""
        if not isinstance(value, dict) or not value.keys() <= cls.model_fields.keys():
            return
        name = value.get("name")
        if not isinstance(name, str):
            return
        if name not in cls.registry:
            yield from cls._entry_mistakes(name, value)
        elif value.keys() != {"name"}:
            hint = f" Give the variation a name of its own and `extends: {name}`."
            expected = f"the {cls.noun} of this name without other keys"
            yield located((), unexpected(expected, name, hint), value)

    @classmethod
    def _entry_mistakes(cls, name: str, value: dict[str, Any]) -> Iterator[InitErrorDetails]:
        """Yields what a variation misses, or what in it does not fit together."""
        raise NotImplementedError

    @classmethod
    @override
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        long = handler.resolve_ref_schema(handler(core_schema))
        about = {key: long.pop(key) for key in ("title", "description")}
        return {**about, "anyOf": [name_schema(cls.registry), long]}
