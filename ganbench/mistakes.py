"""Builds pydantic's errors, several at once, so that no mistake hides another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ganbench.spelling import did_you_mean
from ganbench.wording import shown, with_article

T = TypeVar("T")
KeyPath: TypeAlias = "tuple[str | int, ...]"

UNKNOWN = "unknown"
"""The type of errors about names that nothing has, which a plugin may define."""
UNMET = "unmet"
"""The type of errors about a parameter's bounds."""


def unexpected(
    expected: str, found: object, hint: str = "", kind: str = "wrong"
) -> PydanticCustomError:
    """Makes the error for a value that is not as expected.

    Args:
        expected: What was expected, such as "a number from 0".
        found: The value.
        hint: What to do, as a sentence after a space; empty if there is nothing more to say.
        kind: The type of the error, by which others are told apart, such as `UNKNOWN`.
    """
    return sentence_error(f"expected {expected}, found {shown(found)}.{hint}", kind)


def sentence_error(message: str, kind: str = "wrong") -> PydanticCustomError:
    """Makes an error whose message is the given sentence."""
    return PydanticCustomError(kind, "{message}", {"message": message})


def unknown_name(kind: str, found: str, known: Iterable[str]) -> PydanticCustomError:
    """Makes the error for a name that nothing has, with the nearest that something has.

    Args:
        kind: What the name should be of, such as "loss".
        found: The name.
        known: The names that there are.
    """
    names = sorted(known)
    return unexpected(
        f"{with_article(kind)} ({', '.join(names)})", found, did_you_mean(found, names), UNKNOWN
    )


def located(path: KeyPath, error: PydanticCustomError, found: object) -> InitErrorDetails:
    """Places an error at a path below the value that is validated.

    Args:
        path: The keys and positions that lead to it.
        error: The error.
        found: What stands there.
    """
    return {"type": error, "loc": path, "input": found}


def validation_error(lines: Iterable[InitErrorDetails]) -> ValidationError:
    """Makes one `ValidationError` of several errors."""
    return ValidationError.from_exception_data("", list(lines))


def details(
    error: ValidationError, below: KeyPath = (), known: Iterable[str] | None = None
) -> list[InitErrorDetails]:
    """Returns the single errors of a `ValidationError`, to be raised again.

    Args:
        error: The error.
        below: The path of the value that the error is about.
        known: The keys that the value may have, for messages about others.
    """
    keys = {} if known is None else {"known": list(known)}
    found: list[InitErrorDetails] = []
    for line in error.errors(include_url=False):
        context = {**keys, **line.get("ctx", {}), "message": line["msg"]}
        kind = PydanticCustomError(line["type"], "{message}", context)
        found.append({"type": kind, "loc": (*below, *line["loc"]), "input": line["input"]})
    return found


def validated_with(value: Any, validate: Callable[[Any], T], also: Iterable[InitErrorDetails]) -> T:
    """Validates a value, and raises its mistakes together with others that are known already.

    Where `validate` finds a mistake, those of `also` at the same place are left out.

    Args:
        value: The value.
        validate: What turns it into the result or raises.
        also: Mistakes that validating its pieces does not find, or not if a piece is wrong.

    Raises:
        ValidationError: All that is wrong.
    """
    found: list[InitErrorDetails] = []
    try:
        result = validate(value)
    except ValidationError as error:
        found = details(error)
    places = {line["loc"] for line in found}
    found += [line for line in also if line["loc"] not in places]
    if found:
        raise validation_error(found)
    return result
