"""What may be a name, and the names of parts: registered ones, or those of their classes."""

from __future__ import annotations

import re
from typing import Any

from ganbench.errors import GanbenchError
from ganbench.registry import Registry

NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"
"""What may be a name, as a regular expression; a name becomes a folder's."""


def part_name(registry: Registry[Any], part: object) -> str:
    """Returns the registered name of a part, or the kebab-case of its class where it has none.

    A class written in a notebook is in no registry: `SteepestSlope` is called "steepest-slope".

    Args:
        registry: Where the class may be registered.
        part: An instance, such as a stabilizer.
    """
    try:
        return registry.name_of(part)
    except GanbenchError:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", type(part).__name__)
        return words.lower().replace("_", "-")
