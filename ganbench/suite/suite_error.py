"""All mistakes in a suite file as one error, with their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ganbench.errors import SuiteError
from ganbench.messages import dotted, messages
from ganbench.mistakes import UNMET, KeyPath
from ganbench.suite.document import Document


def suite_error(
    error: ValidationError, document: Document, known: Mapping[str, Sequence[str]]
) -> SuiteError:
    """Returns one error with a line for each problem: file, line, key, expected, found, hint.

    Args:
        error: The problems.
        document: The document that they are in.
        known: The keys of the suite's models by the suite key they stand under, "" for the suite.
    """
    lines = set()
    for problem, message in messages(error, known):
        path = problem["loc"]
        line, _ = document.place(path)
        key = dotted(_existing(path, problem, document))
        lines.add((line, f"{document.where(path)}{key}{message}"))
    return SuiteError("\n".join(text for _, text in sorted(lines)))


def _existing(path: KeyPath, problem: ErrorDetails, document: Document) -> KeyPath:
    """Cuts off what pydantic adds to a path (such as a union's branch) and the file has not."""
    if problem["type"] in ("missing", UNMET):
        return path
    while path and path not in document.places:
        path = path[:-1]
    return path
