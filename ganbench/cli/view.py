"""How `list` and `show` print things of one kind, and the texts that kinds have in common."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ganbench.methods import Part
    from ganbench.optimizers import Optimizer

Row = dict[str, Any]
"""A thing as plain values, as `list --format json` prints it."""


@dataclass(frozen=True)
class Grid:
    """A table of texts.

    Attributes:
        about: What it shows, in a sentence or two.
        headers: The titles of its columns; the first one is of words.
        rows: A text for each column.
    """

    about: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Facts:
    """What `show` prints of one thing.

    Attributes:
        about: Paragraphs that say what it is.
        rows: Facts, each a name and a text.
        parameters: A part's parameters: name, default, allowed values and meaning.
        grids: Tables of what was measured of it.
    """

    about: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str, str, str], ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True)
class View:
    """How things of a kind are printed.

    Attributes:
        row: Returns what `list` has, for a registry and a name; it does not import torch.
        cells: Returns the cells of a row of `list`'s table, by the column's title.
        facts: Returns what `show` prints, for a registry and a name.
        heading: Returns the heading of a row; `None` where there are no headings.
        headings: The headings in order; others come after these.
    """

    row: Callable[[Any, str], Row]
    cells: Callable[[Row], dict[str, str]]
    facts: Callable[[Any, str], Facts]
    heading: Callable[[Row], str] | None = None
    headings: tuple[str, ...] = ()


def part_text(part: Part) -> str:
    """Returns a part as text, with the parameters that are set: `instance-noise (sigma 0.2)`."""
    changed = ", ".join(f"{name} {value_text(value)}" for name, value in part.parameters.items())
    return f"{part.name} ({changed})" if changed else part.name


def optimizer_text(of: Optimizer | None) -> str:
    """Returns an optimizer as text, with all parameters: `adam (lr 0.001, beta1 0.5, ...)`."""
    from ganbench.methods import Part
    from ganbench.optimizers import OPTIMIZERS
    from ganbench.parameters import describe

    if of is None:
        return "the workload's"
    return part_text(Part(OPTIMIZERS.name_of(of), describe(of)))


def value_text(value: object) -> str:
    """Returns a value for people: 10 for 10.0, false for False, `linear 1 to 0 in 300 steps`."""
    from ganbench.schedules import Schedule

    if isinstance(value, bool | None):
        return str(value).lower()
    if isinstance(value, Schedule):
        own = {key: it for key, it in vars(value).items() if it is not None}
        value = {type(value).__name__.lower(): own}
    match value:
        case dict() if len(value) == 1:
            ((name, way),) = value.items()
            match way:
                case {"start": start, "end": end}:
                    return f"{name} {value_text(start)} to {value_text(end)} {_span(way)}"
    return _plain(value)


def _plain(value: object) -> str:
    return str(value).removesuffix(".0")


def _span(way: Mapping[str, Any]) -> str:
    """How long a schedule's way takes, in words."""
    if "steps" in way:
        return f"in {way['steps']} steps"
    share = way.get("share", 1)
    return "over the budget" if share == 1 else f"over {_plain(share)} of the budget"


def shape_text(of: tuple[int, ...] | None) -> str:
    """Returns a shape of samples as text: `1x28x28`; "any" for every shape."""
    return "x".join(map(str, of)) if of else "any"


def docstring_parts(kind: type) -> tuple[str, dict[str, str]]:
    """Returns a class's docstring up to `Attributes:`, and the text of each attribute."""
    text, _, attributes = (inspect.getdoc(kind) or kind.__name__).partition("\n\nAttributes:\n")
    return text, dict(re.findall(r"^    (\w+): (.*(?:\n     .*)*)", attributes, re.MULTILINE))


def unwrapped(text: str) -> str:
    """Returns a docstring's text without line breaks, with backticks as single quotes."""
    return " ".join(re.sub("`+", "'", text).split())
