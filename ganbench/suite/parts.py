"""Parts with parameters - losses, stabilizers, optimizers - made from what a file says of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, asdict, fields
from math import nan
from typing import Any, TypeVar, cast, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails
from typing_extensions import NotRequired, TypedDict

from ganbench.checks import UnmetError, gathering
from ganbench.suite.problems import UNMET, at, lines, said, together, wrong

T = TypeVar("T")


def build(kind: type[T], given: Mapping[str, Any]) -> T:
    """Makes a loss, a stabilizer or an optimizer; its dataclass fields are what may be set.

    Args:
        kind: A frozen dataclass.
        given: JSON-like values by field name. A list serves where a tuple is expected.

    Raises:
        ValidationError: All names and values that do not fit, each at the path (name,), and what
            the part has to say of them together, at ().
    """
    try:
        values = _adapter(kind).validate_json(json.dumps(dict(given)))
    except ValidationError as error:
        raise together([*lines(error), *_out_of_range(kind, given, error)]) from error
    with gathering() as unmet:
        try:
            part = kind(**values)
        except (TypeError, ValueError) as error:  # a check of its own in words of its own
            if not unmet:
                problem = said(str(error) or type(error).__name__)
                raise together([at((), problem, given)]) from error
    if unmet:
        raise together(_told(one, given) for one in unmet)
    return part


def _out_of_range(
    kind: type, given: Mapping[str, Any], error: ValidationError
) -> list[InitErrorDetails]:
    """What the part's checks say of the values that have the right type, where others do not."""
    misfits = {problem["loc"][0] for problem in error.errors()}
    fit = {name: value for name, value in given.items() if name not in misfits}
    blank = {name: nan for name, default in parameters(kind).items() if default is MISSING}
    with gathering() as unmet, suppress(Exception):  # it was made for better values than these
        kind(**{**blank, **fit})
    return [_told(one, given) for one in unmet if one.name in fit]


def _told(unmet: UnmetError, given: Mapping[str, Any]) -> InitErrorDetails:
    found = given.get(unmet.name, unmet.found)
    return at((unmet.name,), wrong(unmet.wanted, found, kind=UNMET), found)


def describe(part: Any) -> dict[str, Any]:
    """Returns every parameter of a part, defaults filled in, as plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(part)))
    return plain


def parameters(kind: type) -> dict[str, Any]:
    """Returns the parameters' names and defaults; `MISSING` where one must be given."""
    return {
        f.name: f.default if f.default_factory is MISSING else f.default_factory()
        for f in fields(kind)
        if f.init
    }


def _adapter(kind: type) -> TypeAdapter[dict[str, Any]]:
    hints = get_type_hints(kind)
    keys: dict[str, Any] = {
        name: hints[name] if default is MISSING else NotRequired[hints[name]]
        for name, default in parameters(kind).items()
    }
    shape = cast(Any, TypedDict)("Parameters", keys)
    # Strict, so that "3" is no number and true no integer; JSON, so that a list may be a tuple.
    shape.__pydantic_config__ = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    return TypeAdapter(shape)
