"""The real numbers of a part: found by path, and exchanged."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

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
    """Returns a copy of a part with others in the place of numbers.

    Nothing is checked: the numbers of the part were, and what takes their place is made of them.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of its numbers' paths.
        given: From a number's path to what takes its place, or to `None` if nothing does.
    """
    return _copy(part, path, lambda name, value: given(name) if isinstance(value, float) else None)


def with_schedules(part: T, path: str, given: Callable[[str, Varying], object]) -> T:
    """Returns a copy of a part with others in the place of its schedules, or the part itself.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of its schedules' paths.
        given: From a schedule's path and the schedule to what takes its place.
    """
    if not has_schedules(part):
        return part
    return _copy(
        part, path, lambda name, value: given(name, value) if isinstance(value, Varying) else None
    )


def has_schedules(part: object) -> bool:
    """Whether any number of a part follows a schedule."""
    if not is_dataclass(part):
        return False
    values = [getattr(part, field.name) for field in fields(part)]
    return any(isinstance(it, Varying) or has_schedules(it) for it in values)


def _copy(part: T, path: str, given: Callable[[str, object], object | None]) -> T:
    changed = copy.copy(part)
    if not is_dataclass(part):
        return changed
    for field in fields(part):
        name, value = f"{path}/{field.name}", getattr(part, field.name)
        other = given(name, value)
        if other is None and isinstance(value, Bounded):
            other = _copy(value, name, given)
        if other is not None:
            object.__setattr__(changed, field.name, other)
    return changed
