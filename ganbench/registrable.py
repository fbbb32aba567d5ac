"""Checks that an object can be registered under a name."""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from typing import Any


def problem_with(thing: Any, holds: type | str) -> str:
    """Returns why an object cannot be registered, and what to do; empty if it can.

    Args:
        thing: What a plugin gives a name to.
        holds: The class that it must be an instance of; or, where names stand for classes
            themselves, the path "package.module:Class" of the one that it must extend.
    """
    if isinstance(holds, str):
        return _problem_with_class(thing, holds)
    if isinstance(thing, holds):
        return ""
    home = holds.__module__.rpartition(".")[0]
    return f"expected an instance of `{home}.{holds.__name__}`, found {type(thing).__name__}."


def extends(thing: Any, base: str) -> bool:
    """Tells whether something is a class that extends one by its path, which is not imported."""
    return isinstance(thing, type) and base in [
        f"{each.__module__}:{each.__qualname__}" for each in thing.__mro__
    ]


def _problem_with_class(thing: Any, base: str) -> str:
    expected = "expected a frozen dataclass, found"
    if not isinstance(thing, type):
        kind = type(thing).__name__
        return f"{expected} {kind}. Let the name stand for a class itself, not an instance."
    name = thing.__name__
    if not is_dataclass(thing) or not getattr(thing, "__dataclass_params__").frozen:  # noqa: B009
        return f"{expected} the class {name}. Write `@dataclass(frozen=True)` above it."
    if inspect.isabstract(thing):
        missing = ", ".join(sorted(getattr(thing, "__abstractmethods__", ())))
        return f"{expected} the abstract class {name}. Define {missing} in it."
    if not extends(thing, base):
        home, _, parent = base.partition(":")
        return (
            f"expected a class that extends `{home}.{parent}`, found the class {name}. "
            f"Write `class {name}({parent})`."
        )
    return ""
