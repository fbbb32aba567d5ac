"""What the engine and the evaluation see of a data set."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import torch
from torch import Tensor

from ganbench.datasets.gaussian_mixture import GaussianMixture

Split = Literal["validation", "test"]
"""The splits that are held out."""
SplitName = Literal["train", "validation", "test"]
"""The training set and the splits that are held out."""
Stream = Callable[[int], torch.Generator]
"""`stream(i)` is a fresh generator, seeded for (trial seed, "data", i), not yet drawn from."""
UNBOUNDED = (-math.inf, math.inf)


class Dataset(Protocol):
    """Training batches, held-out splits, and what is known about the distribution."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""

    @property
    def density(self) -> GaussianMixture | None:
        """The exact distribution, where it is known."""

    @property
    def classifier(self) -> str | None:
        """The name of the feature extractor that knows the classes of these images, if any."""

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest value that a sample can have; infinite for points."""

    @property
    def content(self) -> str:
        """A SHA-256, in hexadecimal, of what the data are: bytes, shapes, splits, decoding."""

    @property
    def sizes(self) -> Mapping[SplitName, int | None]:
        """How many samples each split has; `None` where they are drawn as they are asked for."""

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns a training batch [size, *shape], float32, always the same for a stream.

        Args:
            stream: The trial's stream of data.
            index: The batch's number, from 0.
            size: Samples in a batch.
        """

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns held-out samples [<=n, *shape], float32.

        Args:
            name: The split.
            n: How many; all, where the split has fewer.
            seed: Picks which ones.
        """

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most `n` distinct samples [<=n, *shape] of the training distribution.

        They stand for a perfect generator in reference rows, and are independent of the splits.
        """

    def limited(self, n: int) -> Dataset:
        """Returns the data set with a fixed training set of `n` samples.

        They are taken from the training set, where the data set has one.

        Raises:
            DataError: There are fewer, or `n` is less than one.
        """
