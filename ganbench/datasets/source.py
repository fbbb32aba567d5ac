"""A data set as it can be named, before any of it is read."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ganbench.errors import GanbenchError

if TYPE_CHECKING:  # naming a data set does not import torch
    from pathlib import Path

    from ganbench.datasets.dataset import Dataset


@dataclass(frozen=True)
class Source:
    """What is known of a data set without reading it, and how it is had.

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
            GanbenchError: It takes other parameters, or its files are missing or broken.
        """
        try:
            inspect.signature(self.load).bind(**parameters)
        except TypeError as error:
            raise GanbenchError(
                f"The data set '{name}' cannot be made of {dict(parameters)}: {error}. "
                f"It takes {self.signature or 'no parameters'}."
            ) from error
        return self.load(**parameters)
