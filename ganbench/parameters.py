"""The parameters of parts: built from JSON values, described as such, with their schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails
from typing_extensions import NotRequired, TypedDict

from ganbench.bounds import BoundsError, description, interval_text, schedule_end
from ganbench.mistakes import (
    UNMET,
    details,
    located,
    sentence_error,
    unexpected,
    unknown_name,
    validation_error,
)
from ganbench.schedules import SCHEDULES, Schedule
from ganbench.wording import either

T = TypeVar("T")

_BOUNDS = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}
"""What pydantic calls its errors for a number that is out of bounds."""


class Parameter(NamedTuple):
    """One of a part's parameters.

    Attributes:
        type: Its type, with bounds if it has any.
        default: Its value where none is given; `MISSING` where one must be.
    """

    type: Any
    default: Any


def parameters(cls: type) -> dict[str, Parameter]:
    """Returns the parameters of a part's class by name: its dataclass fields.

    A field with a default whose type JSON cannot hold, such as a network's extra layers, is left
    out.
    """
    hints = get_type_hints(cls, include_extras=True)
    found = {
        f.name: Parameter(
            hints[f.name], f.default if f.default_factory is MISSING else f.default_factory()
        )
        for f in fields(cls)
        if f.init
    }
    return {n: each for n, each in found.items() if each.default is MISSING or _plain(each.type)}


def _plain(hint: Any) -> bool:
    """Tells whether JSON can hold a type: numbers, texts, booleans, and lists of these."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if get_origin(hint) in (tuple, Union, UnionType):
        return all(map(_plain, get_args(hint)))
    return get_origin(hint) is Literal or hint in (bool, float, int, str, NoneType, ...)


def build(cls: type[T], given: Mapping[str, Any]) -> T:
    """Makes a loss, a stabilizer or an optimizer; its dataclass fields are what may be set.

    Args:
        cls: The part's class, a frozen dataclass.
        given: JSON-like values by field name. A list serves where a tuple is expected.

    Raises:
        ValidationError: All names and values that do not fit, each at the path (name,), and what
            the part has to say of them together, at ().
    """
    known = parameters(cls)
    written = {
        name: value
        for name, value in given.items()
        if isinstance(value, Mapping) and name in known and _may_vary(cls, known[name].type)
    }
    schedules, problems = _schedules(written)
    schedules |= {name: value for name, value in given.items() if isinstance(value, Schedule)}
    apart = {*written, *schedules}
    others = {name: each for name, each in known.items() if name not in apart}
    plain = {name: value for name, value in given.items() if name not in apart}
    values: dict[str, Any] = {}
    try:
        values = _adapter(others).validate_json(json.dumps(plain))
    except ValidationError as error:
        problems += [_with_all_bounds(line, others) for line in details(error, (), known)]
    if problems:
        raise validation_error(problems)
    try:
        return cls(**values, **schedules)
    except BoundsError as error:  # of several parameters together
        raise validation_error(
            located((name,), unexpected(expected, found, kind=UNMET), found)
            for name, expected, found in error.mistakes
        ) from error
    except (TypeError, ValueError) as error:  # in the part's own words
        raise validation_error(
            [located((), sentence_error(str(error) or type(error).__name__), given)]
        ) from error


def _schedules(
    written: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, Schedule], list[InitErrorDetails]]:
    """Returns schedules as a suite file has them, `{linear: {start: 1, end: 0}}`, and mistakes."""
    made: dict[str, Schedule] = {}
    problems: list[InitErrorDetails] = []
    for name, value in written.items():
        try:
            made[name] = _schedule(value)
        except ValidationError as error:
            problems += details(error, (name,))
    return made, problems


def _schedule(value: Mapping[str, Any]) -> Schedule:
    known = "`{linear: {start: 1, end: 0.1, share: 0.2}}`"
    if len(value) != 1 or not isinstance(next(iter(value.values())), Mapping):
        problem = unexpected(f"a number, or a schedule as {known}", dict(value))
        raise validation_error([located((), problem, dict(value))])
    [(name, given)] = value.items()
    if name not in SCHEDULES:
        raise validation_error([located((name,), unknown_name("schedule", name, SCHEDULES), name)])
    kind = SCHEDULES[name]
    try:
        return build(kind, given)
    except ValidationError as error:
        raise validation_error(details(error, (name,), parameters(kind))) from error


def _may_vary(cls: type, hint: Any) -> bool:
    """Tells whether a schedule may stand in the place of a number of a class."""
    return getattr(cls, "_numbers_may_vary", False) and _takes_floats(hint)


def _takes_floats(hint: Any) -> bool:
    """Tells whether a type is that of a real number, or of one or nothing."""
    if get_origin(hint) is Annotated:
        return _takes_floats(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return any(_takes_floats(each) for each in get_args(hint))
    return hint is float


def _with_all_bounds(line: InitErrorDetails, known: Mapping[str, Parameter]) -> InitErrorDetails:
    """An error of pydantic's, of a number that is out of bounds with all bounds of its type."""
    kind, path, found = line["type"], line["loc"], line["input"]
    if getattr(kind, "type", kind) not in _BOUNDS or len(path) != 1:
        return line
    return located(
        path, unexpected(f"a {description(known[str(path[0])].type)}", found, kind=UNMET), found
    )


def describe(part: Any) -> dict[str, Any]:
    """Returns every parameter of a part, defaults filled in, as plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps(_plainly(part)))
    return plain


def _plainly(value: Any) -> Any:
    """A dataclass as its fields by name, a schedule in it under its own name."""
    if isinstance(value, Schedule):
        name = next(name for name, kind in SCHEDULES.items() if type(value) is kind)
        set_fields = {f.name: getattr(value, f.name) for f in fields(value)}
        return {name: {key: it for key, it in set_fields.items() if it is not None}}
    if is_dataclass(value):
        return {f.name: _plainly(getattr(value, f.name)) for f in fields(value)}
    return [_plainly(item) for item in value] if isinstance(value, tuple | list) else value


def allowed(hint: Any) -> str:
    """Returns the values that a type allows, as text: "from 0", "linear or cosine"."""
    choices = [
        plain
        for each in (hint, *get_args(hint))
        for plain in get_args(each)
        if get_origin(each) is Literal
    ]
    if choices:
        return either(choices)
    return "true or false" if hint is bool else interval_text(hint)


def schema(known: Mapping[str, Parameter], varying: bool = False) -> dict[str, Any]:
    """Returns the JSON Schema of values for parameters: types, bounds and defaults.

    Args:
        known: The parameters.
        varying: Whether a schedule may stand in the place of a number.
    """
    found = _adapter(known).json_schema()
    for name, (hint, default) in known.items():
        del found["properties"][name]["title"]  # its name again
        if varying and _takes_floats(hint):
            number = found["properties"][name]
            found["properties"][name] = {"anyOf": [number, _schedule_schema(hint)]}
        if default is not MISSING:
            found["properties"][name]["default"] = default
    return {key: value for key, value in found.items() if key != "title"}


def _schedule_schema(hint: Any) -> dict[str, Any]:
    """The JSON Schema of a schedule of numbers of a type."""
    share = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
    end = TypeAdapter(schedule_end(hint)).json_schema()
    given = {
        "type": "object",
        "properties": {
            "start": end,
            "end": end,
            "steps": {"type": "integer", "minimum": 1},
            "share": share,
        },
        "required": ["start", "end"],
        "not": {"required": ["steps", "share"]},
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": dict.fromkeys(SCHEDULES, given),
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _adapter(known: Mapping[str, Parameter]) -> TypeAdapter[dict[str, Any]]:
    keys: dict[str, Any] = {
        name: hint if default is MISSING else NotRequired[hint]
        for name, (hint, default) in known.items()
    }
    shape = cast(Any, TypedDict)("Parameters", keys)
    # Strict, so that "3" is no number and true no integer; JSON, so that a list may be a tuple.
    shape.__pydantic_config__ = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    return TypeAdapter(shape)
