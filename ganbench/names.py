"""The names of live parts."""

from __future__ import annotations

import re
from typing import Any

from ganbench.errors import GanbenchError
from ganbench.registry import Registry


def part_name(registry: Registry[Any], part: object) -> str:
    """Returns the name by which a part is registered; that of its class where it is not.

    Args:
        registry: Of parts of its kind.
        part: A loss, a stabilizer or an optimizer.
    """
    try:
        return registry.name_of(part)
    except GanbenchError:
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(part).__name__).lower()
