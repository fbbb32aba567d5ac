"""Refuses misspelt hooks, which the base class would never call."""

from __future__ import annotations

import inspect

from ganbench.errors import GanbenchError
from ganbench.spelling import did_you_mean


class UnknownHookError(GanbenchError, TypeError):
    """A class defines a public name that its base never calls or reads."""


def refuse_unknown_hooks(subclass: type, base: type) -> None:
    """Refuses public names of a class that are neither hooks nor annotated fields.

    To be called by the base's `__init_subclass__`, when a subclass is made.

    Args:
        subclass: The new class.
        base: The class whose public methods are the hooks.

    Raises:
        UnknownHookError: There are such names; the message has all of them.
    """
    known = {name for parent in subclass.__mro__[1:] for name in vars(parent)}
    known |= {name for parent in subclass.__mro__ for name in inspect.get_annotations(parent)}
    unknown = [name for name in vars(subclass) if not name.startswith("_") and name not in known]
    if unknown:
        raise UnknownHookError(
            " ".join(_message(name, vars(subclass)[name], base) for name in unknown)
        )


def _message(name: str, value: object, base: type) -> str:
    hooks = [hook for hook in vars(base) if not hook.startswith("_")]
    hint = did_you_mean(name, hooks)
    if callable(value) or isinstance(value, property | staticmethod | classmethod):
        return (
            f"`{name}` is no hook of a {base.__name__}, and is never called.{hint} Rename it, or "
            "begin its name with an underscore if it is a helper."
        )
    return (
        f"`{name}` is neither a hook of a {base.__name__} nor a field.{hint} Annotate it, as "
        f"`{name}: {type(value).__name__} = ...`, if a suite file may set it, or begin its name "
        "with an underscore."
    )
