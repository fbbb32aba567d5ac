"""A network as a suite may give it: one of its own, or changes of the workload's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from pydantic import GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails
from typing_extensions import override

from ganbench.bounds import Bounded, Count
from ganbench.errors import GanbenchError
from ganbench.mistakes import (
    UNKNOWN,
    details,
    located,
    sentence_error,
    unexpected,
    validation_error,
)
from ganbench.networks import Architecture
from ganbench.networks.layer import Activation, Normalization
from ganbench.parameters import build, parameters, schema
from ganbench.spelling import did_you_mean
from ganbench.suite.named import PartOf


@dataclass(frozen=True)
class NetworkChange(Bounded):
    """What is changed of a network, each field by the hook `with_<field>`; `None` stays.

    Attributes:
        hidden: Widths of the hidden layers.
        width: The width that those of the hidden layers follow from.
        activation: The function between the layers.
        normalization: What precedes each activation.
    """

    hidden: tuple[Count, ...] | None = None
    width: Count | None = None
    activation: Activation | None = None
    normalization: Normalization | None = None

    def apply(self, network: Architecture) -> Architecture:
        """Returns the changed network.

        Raises:
            UnsuitedError: A change makes no sense for the network.
        """
        for key, value in self._given():
            network = _changed(network, key, value)
        return network

    def refusals(self, network: Architecture) -> Iterator[tuple[str, Any, str]]:
        """Yields field, value and reason of each change that makes no sense for a network."""
        for key, value in self._given():
            try:
                network = _changed(network, key, value)
            except (GanbenchError, ValueError) as error:  # the network's own words
                shown = list(value) if isinstance(value, tuple) else value  # as a suite has it
                yield key, shown, " ".join(str(error).splitlines())

    def _given(self) -> list[tuple[str, Any]]:
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return [(key, value) for key, value in values if value is not None]


def _changed(network: Architecture, key: str, value: Any) -> Architecture:
    changed: Architecture = getattr(network, f"with_{key}")(value)
    return changed


def network_of(given: Architecture | NetworkChange, own: Architecture) -> Architecture:
    """Returns the network that a suite gives in place of a workload's own.

    Raises:
        UnsuitedError: It is a change that makes no sense for the workload's own.
    """
    return given.apply(own) if isinstance(given, NetworkChange) else given


ROLES = ("generator", "discriminator")
CHANGES = tuple(field.name for field in fields(NetworkChange))
_OWN = "`{mlp: {sizes: [64, 32, 2]}}`"
_EXPECTED = f"a network of its own, as {_OWN}, or changes of the workload's: {', '.join(CHANGES)}"


@dataclass(frozen=True)
class NetworkOf(PartOf):
    """The type of a network: a part as any other, or a `NetworkChange` as its fields by name."""

    @override
    def parse(self, value: Any) -> Any:
        if not isinstance(value, dict | list | int | float | bool):
            return super().parse(value)
        if not isinstance(value, dict) or not value:
            raise unexpected(_EXPECTED, value)
        if len(value) == 1 and next(iter(value)) in self.known:
            return super().parse(value)
        found = list(self._key_mistakes(value))
        try:
            change = build(NetworkChange, {key: value[key] for key in CHANGES if key in value})
        except ValidationError as error:
            found += details(error)
        if found:
            raise validation_error(found)
        return change

    def _key_mistakes(self, value: dict[str, Any]) -> Iterator[InitErrorDetails]:
        """Yields the mistakes of keys that are not those of a change."""
        networks = [key for key in value if key not in CHANGES and key in self.known]
        changes = [key for key in CHANGES if key in value]
        if networks and changes:
            own, changed = ", ".join(networks), ", ".join(changes)
            yield located(
                (),
                sentence_error(
                    f"expected a network of its own ({own}) or changes of the workload's "
                    f"({changed}), found both. Remove one: a network of its own has all that it "
                    f"is among its parameters, as {_OWN}."
                ),
                value,
            )
        elif len(networks) > 1:
            yield located((), unexpected("one network", ", ".join(networks)), value)
        for key in value:
            if key not in CHANGES and key not in self.known:
                names = ", ".join(sorted(self.known))
                hint = did_you_mean(key, [*CHANGES, *self.known]) or f" The networks are {names}."
                yield located((key,), unexpected(_EXPECTED, key, hint, UNKNOWN), value[key])

    @override
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        own = super().__get_pydantic_json_schema__(schema, handler)
        return {"anyOf": [*own["anyOf"], _changes_schema()]}


def _changes_schema() -> dict[str, Any]:
    return {**schema(parameters(NetworkChange)), "minProperties": 1}
