"""The bounds of numbers, as types: `weight: NonNegative = 10.0`.

`Annotated[int, Ge(2), Unit("samples")]` is a number of samples from 2. One such type serves the
constructor, the suite file, its JSON Schema and `ganbench show`.
"""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from numbers import Real
from operator import ge, gt, le, lt
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Lt, Unit
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.wording import limit, shown

NonNegative = Annotated[float, Ge(0)]
Positive = Annotated[float, Gt(0)]
Fraction = Annotated[float, Ge(0), Lt(1)]

T = TypeVar("T")


class Mistake(NamedTuple):
    """A parameter that is not what its part expects.

    Attributes:
        name: The parameter's name.
        expected: What the part expects, such as "a number from 0".
        found: The parameter's value.
    """

    name: str
    expected: str
    found: object


class BoundsError(GanbenchError, ValueError):
    """Parameters that are not what their part expects, a line for each."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes

    @override
    def __str__(self) -> str:
        return "\n".join(
            f"{name}: expected {expected}, found {shown(found)}."
            for name, expected, found in self.mistakes
        )


class _Checked(ABCMeta):
    """The class of classes whose instances are checked as soon as they are made.

    A subclass may have a `__post_init__` of its own, and need not call another one.
    """

    @override
    def __call__(cls: type[T], *args: Any, **kwargs: Any) -> T:
        instance: T = super().__call__(*args, **kwargs)  # type: ignore[misc]
        mistakes = tuple(violations(instance))
        if mistakes:
            raise BoundsError(*mistakes)
        return instance


class Bounded(metaclass=_Checked):
    """Base of dataclasses whose numbers are within the bounds that their types have.

    Raises:
        BoundsError: On construction, where a number is not.
    """


def violations(part: object) -> Iterator[Mistake]:
    """Returns the numbers of a dataclass that are out of bounds."""
    if not is_dataclass(part):
        return
    for name, hint in bounded_fields(part.__class__).items():
        value = getattr(part, name)
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, Real) and not within(hint, number):
                yield Mistake(name, f"a {description(hint)}", number)


@cache
def bounded_fields(cls: Any) -> dict[str, Any]:
    """Returns the types of the fields of a dataclass that have bounds, by name."""
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: hints[f.name] for f in fields(cls) if _limits(hints[f.name])}


def within(hint: Any, value: Any) -> bool:
    """Tells whether a number is within the bounds of a type; a NaN never is."""
    return all(holds(value, bound) for holds, bound, *_ in _limits(hint))


def description(hint: Any) -> str:
    """Returns what a type allows, as text: "number from 0", "number of steps in [0, 1)"."""
    units = [each.unit for each in _metadata(hint) if isinstance(each, Unit)]
    return " ".join(["number", *(f"of {unit}" for unit in units), interval_text(hint)]).rstrip()


def interval_text(hint: Any) -> str:
    """Returns a type's bounds as text: "from 0", "above 0", "in [0, 1)"; empty without any."""
    limits = _limits(hint)
    if len(limits) == 2:
        (_, low, _, opening), (_, high, _, closing) = sorted(limits, key=lambda each: each[1])
        return f"in {opening}{limit(low)}, {limit(high)}{closing}"
    return "".join(f"{word} {limit(bound)}" for _, bound, word, _ in limits)


def _limits(hint: Any) -> list[tuple[Callable[[Any, Any], bool], Any, str, str]]:
    """A type's bounds: the comparison that holds, the bound, its word alone and in an interval."""
    found: list[tuple[Callable[[Any, Any], bool], Any, str, str]] = []
    for each in _metadata(hint):
        match each:
            case Ge(ge=bound):
                found.append((ge, bound, "from", "["))
            case Gt(gt=bound):
                found.append((gt, bound, "above", "("))
            case Le(le=bound):
                found.append((le, bound, "up to", "]"))
            case Lt(lt=bound):
                found.append((lt, bound, "below", ")"))
    return found


def _metadata(hint: Any) -> tuple[Any, ...]:
    """What a type is annotated with: itself, or the numbers in `X | None` or `tuple[X, ...]`."""
    for each in (hint, *get_args(hint)):
        if get_origin(each) is Annotated:
            return get_args(each)[1:]
    return ()
