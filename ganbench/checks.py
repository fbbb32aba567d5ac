"""Checks of the numbers that a suite file may set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class UnmetError(ValueError):
    """A parameter that is not what its part expects.

    Attributes:
        name: The parameter.
        wanted: What the part expects.
        found: What it is.
    """

    def __init__(self, name: str, wanted: str, found: object) -> None:
        super().__init__(f"{name}: expected {wanted}, found {found}.")
        self.name = name
        self.wanted = wanted
        self.found = found


_gathered: ContextVar[list[UnmetError] | None] = ContextVar("gathered", default=None)


def expect(holds: bool, name: str, wanted: str, found: object) -> None:
    """Raises `UnmetError` (or notes it, if gathering) unless the condition holds."""
    if holds:
        return
    unmet, gathered = UnmetError(name, wanted, found), _gathered.get()
    if gathered is None:
        raise unmet
    gathered.append(unmet)


@contextmanager
def gathering() -> Iterator[list[UnmetError]]:
    """Lets every check in the block be made: those that do not hold are in the list it gives."""
    gathered: list[UnmetError] = []
    token = _gathered.set(gathered)
    try:
        yield gathered
    finally:
        _gathered.reset(token)
