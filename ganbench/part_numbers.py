"""The real numbers of a part: found by path, and exchanged."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from ganbench.bounds import Bounded
from ganbench.varying import Varying

T = TypeVar("T")


def numbers_of(part: object, path: str) -> Iterator[tuple[str, float]]:
    """Yields every real number of a part with its path.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of the paths.
    """
    if not is_dataclass(part):
        return
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, float):
            yield f"{path}/{field.name}", value
        elif isinstance(value, Bounded):
            yield from numbers_of(value, f"{path}/{field.name}")


def with_numbers(part: T, path: str, given: Callable[[str], object | None]) -> T:
    """Returns a part with others in the place of numbers, made anew with all that it derives.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of its numbers' paths.
        given: From a number's path to what takes its place, or to `None` if nothing does.
    """
    return _changed(
        part, path, lambda name, value: given(name) if isinstance(value, float) else None
    )


def with_schedules(part: T, path: str, given: Callable[[str, Varying], object]) -> T:
    """Returns a part with others in the place of its schedules, made anew with all it derives.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of its schedules' paths.
        given: From a schedule's path and the schedule to what takes its place.
    """
    return _changed(
        part, path, lambda name, value: given(name, value) if isinstance(value, Varying) else None
    )


def without_numbers(part: T) -> T:
    """Returns a copy of a part with 0 for every real number, to be compared and not to be used."""
    bare = copy.copy(part)
    if not is_dataclass(part):
        return bare
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, float):
            object.__setattr__(bare, field.name, 0.0)
        elif isinstance(value, Bounded):
            object.__setattr__(bare, field.name, without_numbers(value))
    return bare


def has_schedules(part: object) -> bool:
    """Whether any number of a part follows a schedule."""
    if not is_dataclass(part):
        return False
    values = [getattr(part, field.name) for field in fields(part)]
    return any(isinstance(it, Varying) or has_schedules(it) for it in values)


def _changed(part: T, path: str, given: Callable[[str, object], object | None]) -> T:
    if not is_dataclass(part):
        return part
    changes: dict[str, Any] = {}
    for field in fields(part):
        name, value = f"{path}/{field.name}", getattr(part, field.name)
        other = given(name, value)
        if other is None and isinstance(value, Bounded):
            other = _changed(value, name, given)
        if other is not None and other is not value:
            changes[field.name] = other
    return replace(part, **changes) if changes else part  # type: ignore[type-var]  # a dataclass
