"""Random streams by name.

A draw is a pure function of (seed, stream name, index): nothing advances, so nothing has to be
saved for a resume, evaluation cannot disturb training, and methods that ask for the same stream
at the same seed get the same numbers, which is what makes their comparison paired.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

import torch
from torch import Generator

Stream = Callable[[int], Generator]
"""Index to a generator at the start of that index's numbers; use it before asking again."""


def derive(seed: int, *path: str | int) -> int:
    """Returns 63 well-mixed bits that depend on the seed and on every part of the path."""
    text = "\x1f".join(map(str, (seed, *path)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


@dataclass(frozen=True)
class Streams:
    """All random streams of one trial on one device."""

    seed: int
    device: torch.device
    _generator: Generator = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_generator", Generator(self.device))

    def __call__(self, name: str) -> Stream:
        """Returns the stream of that name."""
        return partial(self._at, name)

    def _at(self, name: str, index: int) -> Generator:
        return self._generator.manual_seed(derive(self.seed, name, index))
