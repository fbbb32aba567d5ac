"""Mistakes in a suite file: how they are raised, and how all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from ganbench.errors import GanbenchError
from ganbench.registry import nearest
from ganbench.suite.document import Document, Key

_EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "finite_number": "a finite number",
    "float_type": "a number",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "int_type": "a whole number",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number of at most {le}",
    "list_type": "a list",
    "literal_error": "{expected}",
    "model_type": "keys with values",
    "string_type": "a word",
    "too_short": "a list of at least {min_length}",
    "tuple_type": "a list",
}


def wrong(expected: str, found: object, hint: str = "") -> PydanticCustomError:
    """Makes the error for a value out of what was expected, what was found, and what to do."""
    message = f"expected {expected}, found {shown(found)}.{hint}"
    return PydanticCustomError("wrong", "{message}", {"message": message})


def unknown(kind: str, found: str, known: Iterable[str]) -> PydanticCustomError:
    """Makes the error for a name that nothing has, with the nearest that something has."""
    names = sorted(known)
    return wrong(f"a {kind} ({', '.join(names)})", found, nearest(found, names))


def at(path: Key, error: PydanticCustomError, found: object) -> ValidationError:
    """Makes a validation error of one problem at a path below the value that is validated."""
    return ValidationError.from_exception_data("", [{"type": error, "loc": path, "input": found}])


def below(key: str, error: ValidationError, known: Iterable[str]) -> ValidationError:
    """Returns the same problems at paths prefixed by a key, below which `known` keys may stand."""
    lines: list[InitErrorDetails] = []
    for line in error.errors(include_url=False):
        context = {**line.get("ctx", {}), "message": line["msg"], "known": list(known)}
        kind = PydanticCustomError(line["type"], "{message}", context)
        lines.append({"type": kind, "loc": (key, *line["loc"]), "input": line["input"]})
    return ValidationError.from_exception_data(error.title, lines)


def told(error: ValidationError, document: Document, known: dict[str, list[str]]) -> GanbenchError:
    """Returns one error with a line for each problem: file, line, key, expected, found, hint.

    Args:
        error: The problems.
        document: Where they are.
        known: The keys of the suite's models by the suite key they stand under, "" for the suite.
    """
    lines = set()
    for problem in error.errors(include_url=False):
        path = problem["loc"]
        line, _ = document.place(path)
        inner = known.get(str(path[0]), []) if len(path) > 1 else known[""]
        key = _dotted(_existing(path, problem, document))
        lines.add((line, f"{document.file}:{line}: {key}{_message(problem, inner)}"))
    return GanbenchError("\n".join(text for _, text in sorted(lines)))


def shown(value: object) -> str:
    """Returns a value as a message shows it: short, on one line, in YAML's words."""
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _existing(path: Key, problem: ErrorDetails, document: Document) -> Key:
    """Cuts off what pydantic adds to a path (such as a union's branch) and the file has not."""
    if problem["type"] == "missing":
        return path
    while path not in document.places:
        path = path[:-1]
    return path


def _dotted(path: Key) -> str:
    """`("methods", 1, "loss")` as `methods[1].loss: `."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{text.lstrip('.')}: " if text else ""


def _message(problem: ErrorDetails, known: list[str]) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return "expected a value, found nothing. Add this key."
    if kind == "extra_forbidden":
        found, names = str(problem["loc"][-1]), context.get("known", known)
        expected = f"one of the keys {', '.join(names)}" if names else "no keys here"
        return f"expected {expected}, found '{found}'.{nearest(found, names)}"
    if kind in _EXPECTED:
        expected = _EXPECTED[kind].format(**context)
        return f"expected {expected}, found {shown(problem['input'])}."
    return problem["msg"]
