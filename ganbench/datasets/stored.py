"""Data sets of which all that batches are made of lies in one tensor."""

from __future__ import annotations

from abc import ABC, abstractmethod

from torch import Tensor

from ganbench.datasets.dataset import UNBOUNDED, Stream
from ganbench.datasets.pixels import Coding


class Stored(ABC):
    """Data of which everything that a batch is made of lies in one tensor.

    Attributes:
        train: What is stored [N, ...]: float32 samples, or bytes, uint8, that `coding` decodes.
        coding: How bytes become samples; `None` for float32.
    """

    train: Tensor
    coding: Coding | None

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest value that a sample can have."""
        return UNBOUNDED if self.coding is None else (self.coding.low, self.coding.high)

    @abstractmethod
    def order(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns the rows, int64, of `train` that make a training batch.

        Args:
            stream: The trial's stream of data.
            index: The batch's number, from 0.
            size: Samples in a batch.

        Returns:
            [size], or [size, channels] where each channel is a row of its own.
        """

    def decode(self, stored: Tensor) -> Tensor:
        """Maps what is stored [...], on any device, to samples [...], float32."""
        return stored if self.coding is None else self.coding.decode(stored)

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns a training batch [size, *shape], float32.

        Args:
            stream: The trial's stream of data.
            index: The batch's number, from 0.
            size: Samples in a batch.
        """
        return self.decode(self.train[self.order(stream, index, size).to(self.train.device)])
