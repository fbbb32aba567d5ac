"""Runs the checks of whatever has a name."""

from __future__ import annotations

from collections.abc import Iterator

from ganbench.conformance.checks import Check
from ganbench.conformance.result import Result
from ganbench.conformance.subject import Subject
from ganbench.errors import GanbenchError
from ganbench.kinds import KINDS, import_object

CHECKS: dict[str, tuple[Check, ...]] = {
    name: import_object(kind.checks) for name, kind in KINDS.items()
}
"""The checks of each kind, by the kind's name."""


def run(subject: Subject) -> Iterator[Result]:
    """Yields the result of each check of a subject as soon as it is done."""
    failures: set[str] = set()
    for check in CHECKS[subject.kind]:
        broken = [name for name in check.needs if name in failures]
        if broken:
            yield Result(check.name, "info", f"not tried before '{broken[0]}' is mended")
            continue
        result = check(subject)
        if result.status == "failed":
            failures.add(check.name)
        yield result
        if isinstance(subject.thing, GanbenchError):
            return
