"""How messages show values and limits."""

from __future__ import annotations

import re
from collections.abc import Sequence


def shown(value: object) -> str:
    """Returns a value as a message shows it: short, on one line, in YAML's words."""
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    if isinstance(value, float):
        text = re.sub(r"e([+-])0", r"e\1", text)  # 1e-9, not Python's 1e-09
    return text if len(text) <= 60 else f"{text[:57]}..."


def limit(number: object) -> str:
    """Returns what a message says of a limit: "100,000,000", and "1" for 1.0."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return f"{number:,}" if isinstance(number, int) else str(number)


def either(options: Sequence[object]) -> str:
    """Returns a choice as text: "auto, on or off"."""
    return " or ".join(filter(None, [", ".join(map(str, options[:-1])), str(options[-1])]))


def with_article(noun: str) -> str:
    """Returns a noun with its article."""
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def quantity(number: int, noun: str) -> str:
    """Returns a number with its noun: "1 trial", "1,200 trials"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
