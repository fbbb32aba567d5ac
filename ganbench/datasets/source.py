"""A data set as it can be named, before any of it is read."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ganbench.errors import DataError

if TYPE_CHECKING:  # naming a data set does not import torch
    from pathlib import Path

    from ganbench.datasets.dataset import Dataset

_KINDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "str": ("text, in quotes where it looks like something else", (str,)),
    "bool": ("true or false", (bool,)),
    "int": ("a whole number", (int,)),
    "float": ("a number, such as 1.0e-3", (float, int)),
}
"""What parameters of these types are called in messages, and the types that values may have."""


@dataclass(frozen=True)
class Source:
    """What is known of a data set without reading it, and how it is had.

    Example:
        >>> import torch
        >>> import ganbench
        >>> def load(n: int = 30):
        ...     train, rest, test = torch.arange(6.0 * n).reshape(3 * n, 2).split(n)
        ...     return ganbench.FiniteDataset(train, held_out={"validation": rest, "test": test})
        >>> line = ganbench.Source("Points of a line", "CC0", "", "None.", (2,), load, range=None)
        >>> line.signature, line.make("line", {"n": 50}).train.shape
        ('n=30', torch.Size([50, 2]))

    Attributes:
        title: What it is, in a few words.
        licence: Under what its pictures may be used; in doubt, what their page says.
        url: Where it comes from; empty for what is drawn from a formula.
        preparation: The preprocessing, in a sentence; the only place where it is written down.
        shape: The shape of a sample; `None` where the user's data decide.
        load: Makes it of its parameters.
        range: The lowest and the highest value of a sample by default; `None` without bounds.
        find: Returns where its files lie now; `None` for what needs no files, or takes a path.
        fetch: Brings its files, with a progress bar and a checksum, and returns where they lie.
    """

    title: str
    licence: str
    url: str
    preparation: str
    shape: tuple[int, ...] | None
    load: Callable[..., Dataset]
    range: tuple[float, float] | None = (-1.0, 1.0)
    find: Callable[[], Path | None] | None = None
    fetch: Callable[[], Path] | None = None

    @property
    def signature(self) -> str:
        """Its parameters, as `path, size=32`."""
        return ", ".join(
            each.name if each.default is each.empty else f"{each.name}={each.default!r}"
            for each in inspect.signature(self.load).parameters.values()
        )

    def make(self, name: str, parameters: Mapping[str, Any]) -> Dataset:
        """Makes the data set of its parameters; `name` is for messages.

        Raises:
            DataError: It takes other parameters, or its files are missing or broken.
        """
        told = f"The data set '{name}' cannot be made of {dict(parameters)}"
        asked = inspect.signature(self.load)
        try:
            asked.bind(**parameters)
        except TypeError as error:
            raise DataError(
                f"{told}: {error}. It takes {self.signature or 'no parameters'}."
            ) from error
        others = [p for p in asked.parameters.values() if p.kind is p.VAR_KEYWORD]
        for key, value in parameters.items():
            parameter = asked.parameters[key] if key in asked.parameters else others[0]
            _check(f"'{key}' of {name}", value, parameter.annotation)
        try:
            return self.load(**parameters)
        except MemoryError as error:
            found = str(error) or "it does not fit into the memory"
            raise DataError(f"{told}: {found}. Make it smaller.") from error
        except OSError as error:
            raise DataError(f"{told}: {error}. Mend the file or the path.") from error


def _check(what: str, value: object, annotation: object) -> None:
    """Refuses a value that is not of the plain type it should have; other annotations say nothing.

    Args:
        what: The parameter, for the message.
        value: What was given.
        annotation: The type, or its name: which one depends on the loader's module.
    """
    kind = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    if kind not in _KINDS:
        return
    expected, types = _KINDS[kind]
    if type(value) not in types or (kind == "float" and not _finite(value)):
        raise DataError(f"{what}: expected {expected}, found {value!r}.")


def _finite(number: Any) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # a whole number that no float holds
        return False
