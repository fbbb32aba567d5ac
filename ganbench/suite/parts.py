"""Parts with parameters - losses, stabilizers, optimizers - made from what a file says of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from typing import Any, TypeVar, cast, get_type_hints

from pydantic import ConfigDict, TypeAdapter
from pydantic_core import PydanticCustomError
from typing_extensions import NotRequired, TypedDict

from ganbench.engine.optimizers import SGD, Adam, Optimizer, RMSProp
from ganbench.suite.problems import at

T = TypeVar("T")

OPTIMIZERS: Mapping[str, type[Optimizer]] = {kind.name: kind for kind in (Adam, RMSProp, SGD)}


def build(kind: type[T], parameters: Mapping[str, Any]) -> T:
    """Makes a loss, a stabilizer or an optimizer; its dataclass fields are what may be set.

    Args:
        kind: A frozen dataclass.
        parameters: JSON-like values by field name. A list serves where a tuple is expected.

    Raises:
        ValidationError: All names and values that do not fit, each at the path (name,).
    """
    values = _adapter(kind).validate_json(json.dumps(dict(parameters)))
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:  # what __post_init__ has to say
        problem = PydanticCustomError("part", "{message}", {"message": str(error)})
        raise at((), problem, parameters) from error


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
