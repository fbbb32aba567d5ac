"""Whether what a name stands for is what others of its kind are."""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from typing import Any


def misfit(thing: Any, holds: type) -> str:
    """Says why something cannot stand for a name, and what to do; nothing if it can.

    Args:
        thing: What a plugin gives a name to.
        holds: The class that it must be an instance of; `type` for parts, which are classes
            themselves, of frozen dataclasses.
    """
    if holds is type:
        return _no_part(thing)
    if isinstance(thing, holds):
        return ""
    home = holds.__module__.rpartition(".")[0]
    return f"expected an instance of `{home}.{holds.__name__}`, found {type(thing).__name__}."


def _no_part(thing: Any) -> str:
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
    return ""
