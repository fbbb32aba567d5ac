"""What `list` and `show` print of a kind of thing, and the words that kinds have in common."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ganbench.methods import Part
    from ganbench.optimizers import Optimizer

Row = dict[str, Any]
"""A thing as plain values, as `list --format json` prints it."""


@dataclass(frozen=True)
class Facts:
    """What `show` prints of one thing.

    Attributes:
        about: Paragraphs that say what it is.
        rows: Facts, a name and a text each.
        parameters: Those of a part: name, default, what they may be, and meaning.
    """

    about: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class View:
    """How things of a kind are printed.

    Attributes:
        row: Of a registry and a name, what is listed; nothing here imports torch.
        cells: The cells of a row of `list`'s table, by the column's title.
        facts: Of a registry and a name, all that `show` prints.
        heading: Under which a row stands; `None` where there are no headings.
        headings: The headings in order; others come after them.
    """

    row: Callable[[Any, str], Row]
    cells: Callable[[Row], dict[str, str]]
    facts: Callable[[Any, str], Facts]
    heading: Callable[[Row], str] | None = None
    headings: tuple[str, ...] = ()


def composition(part: Part) -> str:
    """`gradient-penalty` or `instance-noise (sigma 0.2)`: a part and what it changes."""
    changed = ", ".join(f"{name} {plain(value)}" for name, value in part.parameters.items())
    return f"{part.name} ({changed})" if changed else part.name


def optimizer(of: Optimizer | None) -> str:
    """`adam (lr 0.001, beta1 0.5, ...)`: an optimizer with all its parameters."""
    from ganbench.methods import Part
    from ganbench.optimizers import OPTIMIZERS
    from ganbench.parameters import describe

    if of is None:
        return "the workload's"
    return composition(Part(OPTIMIZERS.name_of(of), describe(of)))


def plain(value: object) -> str:
    """Returns a value as a suite file says it: 10 for 10.0, false for False."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).removesuffix(".0")


def shape(of: tuple[int, ...] | None) -> str:
    """`1x28x28`: a shape of samples; "any" for every shape."""
    return "x".join(map(str, of)) if of else "any"


def documented(kind: type) -> tuple[str, dict[str, str]]:
    """Returns a class's docstring up to its attributes, and what it says of each of these."""
    text, _, attributes = (inspect.getdoc(kind) or kind.__name__).partition("\n\nAttributes:\n")
    return text, dict(re.findall(r"^    (\w+): (.*(?:\n     .*)*)", attributes, re.MULTILINE))


def flow(text: str) -> str:
    """Undoes a docstring's line breaks, as the terminal has its own; what it marks is quoted."""
    return " ".join(re.sub("`+", "'", text).split())
