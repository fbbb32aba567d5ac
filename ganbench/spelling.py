"""Suggests a known name for a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """Returns the known name that is most like `name`, or that contains it, if there is one."""
    folded = {other.casefold().replace("_", "-"): other for other in known}
    key = name.casefold().replace("_", "-")
    matches = difflib.get_close_matches(key, folded, n=1, cutoff=0.6)
    matches = matches or [other for other in folded if len(key) > 2 and key in other]
    return folded[matches[0]] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Returns " Did you mean 'x'?" for the known name that is most like `name`, or nothing."""
    like = closest(name, known)
    return f" Did you mean '{like}'?" if like else ""
