"""Refuses misspelt hooks, which are never called, and those that cannot be called as they are."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import FunctionType

from ganbench.errors import GanbenchError
from ganbench.spelling import did_you_mean
from ganbench.wording import with_article


class UnknownHookError(GanbenchError, TypeError):
    """A class defines a public name that its base never calls or reads."""


def refuse_unknown_hooks(subclass: type, base: type) -> None:
    """Refuses public names of a class that are neither hooks nor annotated fields.

    A hook is refused, too, that cannot be called as the base's is, or that is a field. To be
    called by the base's `__init_subclass__`, when a subclass is made.

    Args:
        subclass: The new class.
        base: The class whose public names are the hooks.

    Raises:
        UnknownHookError: There are such names; the message has all of them.
    """
    mistakes = [
        mistake
        for each in (subclass, *_mixins(subclass, base))
        for mistake in _mistakes(each, subclass, base)
    ]
    if mistakes:
        raise UnknownHookError(" ".join(mistakes))


def _mixins(subclass: type, base: type) -> list[type]:
    """The parents of a class that no check has seen: those that do not extend the base."""
    return [
        parent
        for parent in subclass.__mro__[1:]
        if not issubclass(parent, base) and parent not in base.__mro__
    ]


def _mistakes(cls: type, subclass: type, base: type) -> Iterator[str]:
    """Yields a sentence for each public name that a class, or a mixin of it, may not have."""
    checked = [parent for parent in subclass.__mro__[1:] if issubclass(parent, base)]
    known = {name for parent in checked for name in vars(parent)}
    known |= {name for parent in subclass.__mro__ for name in inspect.get_annotations(parent)}
    for name, annotation in inspect.get_annotations(cls).items():
        if _is_fixed(name, base) and "ClassVar" not in str(annotation):
            yield _of_a_field(name, base)
    for name, value in vars(cls).items():
        if name.startswith("_") or getattr(value, "__isabstractmethod__", False):
            continue  # an abstract name is a hook of the class that defines it
        hook = vars(base).get(name)
        if name not in known:
            yield _of_a_stranger(name, value, base)
        elif inspect.isfunction(hook) and name not in inspect.get_annotations(cls):
            yield from _of_a_hook(name, hook, value, base)


def _is_fixed(name: str, base: type) -> bool:
    """Whether the base says what a name is: a hook, or a constant of the class."""
    return name in vars(base) and not name.startswith("_")


def _of_a_field(name: str, base: type) -> str:
    if inspect.isfunction(vars(base)[name]):
        return (
            f"`{name}` is a hook of {with_article(base.__name__)} and cannot be a field. Give the "
            "field another name."
        )
    return (
        f"`{name}` is the same for all instances of a class, and no field. Write `{name} = ...` "
        "without a type."
    )


def _of_a_hook(name: str, hook: FunctionType, value: object, base: type) -> Iterator[str]:
    """Yields what is wrong with a hook that cannot be called as its base's is."""
    static = isinstance(value, staticmethod)
    function = value.__func__ if isinstance(value, staticmethod) else value
    expected = inspect.signature(hook)
    try:
        found = inspect.signature(function)  # type: ignore[arg-type]  # told below
        found.bind(*[None] * (len(expected.parameters) - static))
    except (TypeError, ValueError):
        names = ", ".join(expected.parameters)
        yield (
            f"`{name}` of {with_article(base.__name__)} is called as `{name}({names})`. Write it "
            "with these parameters."
        )


def _of_a_stranger(name: str, value: object, base: type) -> str:
    hooks = [hook for hook in vars(base) if not hook.startswith("_")]
    hint = did_you_mean(name, hooks)
    noun = with_article(base.__name__)
    if callable(value) or isinstance(value, property | staticmethod | classmethod):
        return (
            f"`{name}` is no hook of {noun}, and is never called.{hint} Rename it, or "
            "begin its name with an underscore if it is a helper."
        )
    return (
        f"`{name}` is neither a hook of {noun} nor a field.{hint} Annotate it, as "
        f"`{name}: {type(value).__name__} = ...`, if a suite file may set it, or begin its name "
        "with an underscore."
    )
