"""JSON values, and how they are read with their types."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
"""What a JSON document can hold."""
JSONObject: TypeAlias = "Mapping[str, JSON]"
"""A JSON object."""


class Fields:
    """The fields of a JSON object, each read as the type that it should have.

    A field that is absent reads like one that is null; only `text` and `integer` need a value.

    >>> fields = Fields({"steps": 20, "cost": {"train_seconds": None}})
    >>> fields.maybe_integer("steps"), fields.nested("cost").number("train_seconds")
    (20, nan)
    >>> fields.nested("cost").text("device")
    Traceback (most recent call last):
    ValueError: no 'cost.device'

    Every method raises a `ValueError` that names a field of another type.
    """

    def __init__(self, values: JSONObject, path: str = "") -> None:
        """Wraps an object.

        Args:
            values: The object.
            path: Where it lies in its document, such as "best.metrics.".
        """
        self.values = values
        self._path = path

    def text(self, key: str) -> str:
        """Returns a text."""
        value = self._required(key)
        return value if isinstance(value, str) else self._refuse(key, "a text")

    def integer(self, key: str) -> int:
        """Returns a whole number."""
        self._required(key)
        number = self.maybe_integer(key)
        return self._refuse(key, "a whole number") if number is None else number

    def maybe_text(self, key: str) -> str | None:
        """Returns a text, or `None`."""
        return None if self.values.get(key) is None else self.text(key)

    def maybe_integer(self, key: str) -> int | None:
        """Returns a whole number, or `None`."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
            return self._refuse(key, "a whole number")
        return int(value)

    def number(self, key: str) -> float:
        """Returns a number; NaN for null, which is how JSON holds what is not finite."""
        value = self.values.get(key)
        if value is None:
            return math.nan
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._refuse(key, "a number")
        return value

    def maybe_number(self, key: str) -> float | None:
        """Returns a number, or `None` for null."""
        return None if self.values.get(key) is None else self.number(key)

    def numbers(self, key: str) -> tuple[float, ...]:
        """Returns a list of numbers."""
        items = self._items(key)
        return tuple(items.number(place) for place in items.values)

    def objects(self, key: str) -> tuple[Fields, ...]:
        """Returns the fields of each object of a list; none for null."""
        items = self._items(key)
        return tuple(items.nested(place) for place in items.values)

    def nested(self, key: str) -> Fields:
        """Returns the fields of an object within this one; none for null."""
        value = self.values.get(key) or {}
        if not isinstance(value, Mapping):
            return self._refuse(key, "an object")
        return Fields(value, f"{self._path}{key}.")

    def _items(self, key: str) -> Fields:
        """The items of a list by their places; none for null."""
        value = self.values.get(key) or ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            return self._refuse(key, "a list")
        return Fields({str(i): item for i, item in enumerate(value)}, f"{self._path}{key}.")

    def _required(self, key: str) -> JSON:
        if key not in self.values:
            raise ValueError(f"no '{self._path}{key}'")
        return self.values[key]

    def _refuse(self, key: str, expected: str) -> NoReturn:
        raise ValueError(f"'{self._path}{key}': expected {expected}, found {self.values[key]!r}")
