"""The bounds of numbers, as types: `weight: NonNegative = 10.0`.

`Annotated[int, Ge(2), Unit("samples")]` is a number of samples from 2. One such type serves the
constructor, the suite file, its JSON Schema and `ganbench show`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache, wraps
from math import isfinite
from numbers import Integral, Real
from operator import ge, gt, le, lt
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from annotated_types import Ge, Gt, Le, Lt, Unit
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.step_input import StepInput
from ganbench.varying import Varying
from ganbench.wording import either, limit, shown

MAY_VANISH = "a schedule may end at 0"
"""Marks numbers above 0 that may fall to 0 in the end: at a learning rate of 0 nothing moves."""

NonNegative = Annotated[float, Ge(0)]
Positive = Annotated[float, Gt(0)]
Rate = Annotated[float, Gt(0), MAY_VANISH]
Fraction = Annotated[float, Ge(0), Lt(1)]
Count = Annotated[int, Ge(1)]


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


class Bounded:
    """Base of dataclasses whose values are of their fields' types and within their bounds.

    A whole number serves where a number is expected, and becomes one, and a list serves for a
    tuple: equal parts are then told alike, by however they were written. A subclass may have a
    `__post_init__` of its own, and need not call another one.

    Raises:
        BoundsError: On construction, where a value is not.
    """

    _numbers_may_vary: ClassVar[bool] = False
    """Whether a schedule may stand in the place of a number."""

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = vars(cls).get("__post_init__")
        if own is None:
            return

        @wraps(own)
        def checked(self: Bounded) -> None:
            own(self)
            _settle(self)

        cls.__post_init__ = checked  # type: ignore[method-assign]

    def __post_init__(self) -> None:
        """Checks the values; a dataclass calls it at the end of its constructor."""
        _settle(self)


def _settle(part: Any) -> None:
    """Gives the fields of a dataclass the types that they are declared with, or refuses them."""
    mistakes: list[Mistake] = []
    kind: Any = type(part)
    for name, hint in _hints(kind).items():
        value = getattr(part, name)
        try:
            if isinstance(value, Varying) and not kind._numbers_may_vary:
                raise BoundsError(Mistake(name, "a number that stays", value))
            settled = _settled(name, value, hint)
        except BoundsError as error:
            mistakes += error.mistakes
            continue
        if settled is not value:
            object.__setattr__(part, name, settled)  # of a frozen dataclass, before anybody sees it
    if mistakes:
        raise BoundsError(*mistakes)


def _settled(name: str, value: Any, hint: Any) -> Any:
    """Returns a value as a field's type has it; types that no suite file can write are let be."""
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    options = get_args(plain)
    if get_origin(plain) in (Union, UnionType):
        others = [option for option in options if option is not NoneType]
        if value is None and NoneType in options:
            return None
        return _settled(name, value, others[0]) if len(others) == 1 else value
    if get_origin(plain) is tuple and options[1:] == (...,) and _is_plain(options[0]):
        if not isinstance(value, tuple | list):
            raise BoundsError(Mistake(name, "a list", value))
        settled = tuple(_settled(name, item, options[0]) for item in value)
        same = isinstance(value, tuple) and all(a is b for a, b in zip(settled, value, strict=True))
        return value if same else settled
    if get_origin(plain) is Literal:
        if value not in options:
            raise BoundsError(Mistake(name, either(options), value))
        return value
    if plain in (int, float):
        return _number(name, value, plain, hint)
    if plain in (bool, str) and not isinstance(value, plain):
        raise BoundsError(Mistake(name, "true or false" if plain is bool else "text", value))
    return value


def _number(name: str, value: Any, plain: Any, hint: Any) -> Any:
    if isinstance(value, StepInput):  # made of a number that was checked
        return value
    if isinstance(value, Varying) and plain is float:
        end = schedule_end(hint)
        # numbers that are inputs of a step were checked when they were made
        if not all(isinstance(each, StepInput) or within(end, each) for each in value.ends):
            expected = f"a schedule between ends that are each a {description(end)}"
            raise BoundsError(Mistake(name, expected, list(value.ends)))
        return value
    if isinstance(value, bool) or not isinstance(value, Integral if plain is int else Real):
        words = description(hint)
        raise BoundsError(
            Mistake(name, f"a whole {words}" if plain is int else f"a {words}", value)
        )
    if not within(hint, value):
        raise BoundsError(Mistake(name, f"a {description(hint)}", value))
    if not isfinite(value):
        raise BoundsError(Mistake(name, "a finite number", value))
    return value if type(value) is plain else plain(value)


def schedule_end(hint: Any) -> Any:
    """Returns the type of a schedule's ends, from that of the real number in whose place it is."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (option for option in get_args(hint) if option is not NoneType)
    return NonNegative if MAY_VANISH in _metadata(hint) else hint


def _is_plain(hint: Any) -> bool:
    return (get_args(hint)[0] if get_origin(hint) is Annotated else hint) in (int, float, bool, str)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    """The types of a dataclass's fields by name."""
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: hints[f.name] for f in fields(cls)}


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
