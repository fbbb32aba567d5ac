"""Classes that fill in hooks of a base: a hook that is misspelt would never be called."""

from __future__ import annotations

import inspect

from ganbench.errors import GanbenchError
from ganbench.spelling import nearest


class UnknownHookError(GanbenchError, TypeError):
    """A class defines a public name that its base never calls or reads."""


def refuse_unknown_hooks(kind: type, base: type) -> None:
    """Refuses public names of a class that are neither hooks nor annotated fields.

    To be called by the base's `__init_subclass__`, when a subclass is made.

    Args:
        kind: The subclass.
        base: The class whose public methods are the hooks.

    Raises:
        UnknownHookError: There are such names; all of them are told.
    """
    known = {name for parent in kind.__mro__[1:] for name in vars(parent)}
    known |= {name for parent in kind.__mro__ for name in inspect.get_annotations(parent)}
    unknown = [name for name in vars(kind) if not name.startswith("_") and name not in known]
    if unknown:
        raise UnknownHookError(" ".join(_told(name, vars(kind)[name], base) for name in unknown))


def _told(name: str, value: object, base: type) -> str:
    hooks = [hook for hook in vars(base) if not hook.startswith("_")]
    hint = nearest(name, hooks)
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
