"""Messages for people about what pydantic finds wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ganbench.mistakes import UNKNOWN, KeyPath
from ganbench.spelling import closest, did_you_mean
from ganbench.wording import limit, shown

_EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "finite_number": "a finite number",
    "float_type": "a number",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number from {ge}",
    "int_type": "a whole number",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number up to {le}",
    "list_type": "a list",
    "literal_error": "{expected}",
    "model_type": "keys with values",
    "string_type": "a word",
    "too_short": "a list of at least {min_length}",
    "tuple_type": "a list",
}


def messages(
    error: ValidationError, known: Mapping[str, Sequence[str]]
) -> list[tuple[ErrorDetails, str]]:
    """Returns each problem with its message, without problems that follow from others.

    Where a key is misspelt, the key that is then missing is left out; where a plugin cannot be
    loaded, unknown names are.

    Args:
        error: The problems.
        known: The known keys of each model, by the key of the suite that the model stands under.
    """
    problems = error.errors(include_url=False)
    misspelt = {
        (*problem["loc"][:-1], closest(str(problem["loc"][-1]), _keys(problem, known)))
        for problem in problems
        if problem["type"] == "extra_forbidden"
    }
    unread = any(problem["loc"][:1] == ("plugins",) for problem in problems)  # what it defines
    return [
        (problem, _message(problem, known))
        for problem in problems
        if not (problem["type"] == "missing" and problem["loc"] in misspelt)
        and not (problem["type"] == UNKNOWN and unread)
    ]


def dotted(path: KeyPath) -> str:
    """Returns a path as text: `methods[1].loss: ` for `("methods", 1, "loss")`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{text.lstrip('.')}: " if text else ""


def _keys(problem: ErrorDetails, known: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The keys that may stand where a problem is."""
    path = problem["loc"]
    names = known.get(str(path[0]) if len(path) > 1 else "", [])
    keys: Sequence[str] = problem.get("ctx", {}).get("known", names)
    return keys


def _message(problem: ErrorDetails, known: Mapping[str, Sequence[str]]) -> str:
    kind, found = problem["type"], problem["input"]
    if kind == "missing":
        return "expected a value, found nothing. Add this key."
    if kind == "extra_forbidden":
        key, names = str(problem["loc"][-1]), _keys(problem, known)
        expected = f"one of the keys {', '.join(names)}" if names else "no keys here"
        return f"expected {expected}, found '{key}'.{did_you_mean(key, names)}"
    if kind in _EXPECTED:
        limits = {name: limit(each) for name, each in problem.get("ctx", {}).items()}
        expected = _EXPECTED[kind].format(**limits)
        hint = _as_number(kind, found) or _nearest_choice(kind, found, expected)
        return f"expected {expected}, found {shown(found)}.{hint}"
    text = problem["msg"]
    return text if text[-1:] in (".", "?") else f"{text}."


def _nearest_choice(kind: str, found: object, expected: str) -> str:
    """The nearest of the words that may stand where another does."""
    if kind != "literal_error" or not isinstance(found, str):
        return ""
    return did_you_mean(found, re.findall(r"'([^']*)'", expected))


def _as_number(kind: str, found: object) -> str:
    """Returns how to write a text that looks like a number, such as '1e3' in quotes."""
    if kind not in ("float_type", "int_type") or not isinstance(found, str | float):
        return ""
    try:
        number = float(found)
    except ValueError:
        return ""
    if not math.isfinite(number) or (kind == "int_type" and not number.is_integer()):
        return ""
    plain = str(int(number)) if number.is_integer() else shown(number)
    return f" Write {plain}{', without quotes' if isinstance(found, str) else ''}."
