"""What a network is, as data: counted and listed without building it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import nn


class Architecture(Protocol):
    """A network's description: a frozen dataclass that can be printed, hashed and built."""

    @property
    def parameters(self) -> int:
        """How many trainable numbers the built network has."""

    def __str__(self) -> str:
        """A few words for a table, such as `64-128-128-2 ReLU`."""

    def build(self) -> nn.Module:
        """Makes the network, freshly initialised from torch's global random stream."""

    def packed(self, samples: int) -> Architecture:
        """Returns a discriminator that takes so many samples as one input."""
