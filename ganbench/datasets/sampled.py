"""A mixture without a training set: every batch is drawn afresh."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import cached_property

import torch
from torch import Tensor

from ganbench.datasets.dataset import UNBOUNDED, Split, SplitName, Stream
from ganbench.datasets.digest import digest
from ganbench.datasets.finite import FiniteDataset
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.datasets.sampling import generator, sample_mixture
from ganbench.errors import DataError

_BLOCK = 1024
"""Samples that a limited training set is drawn by, so that smaller sets are part of larger ones."""


@dataclass(frozen=True, eq=False)
class SampledDataset:
    """A mixture of which every batch is drawn fresh."""

    density: GaussianMixture
    shape: tuple[int, ...] = (2,)
    classifier: None = None
    range: tuple[float, float] = UNBOUNDED

    @cached_property
    def content(self) -> str:
        """A SHA-256 of the mixture."""
        return digest({"kind": "fresh", "density": asdict(self.density)})

    @property
    def sizes(self) -> dict[SplitName, int | None]:
        """All are drawn as they are asked for."""
        return {"train": None, "validation": None, "test": None}

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Draws n samples [n, 2], float32."""
        return sample_mixture(self.density, n, generator)

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns a training batch [size, 2], float32.

        Args:
            stream: The trial's stream of data.
            index: The batch's number, from 0.
            size: Samples in a batch.
        """
        return self.sample(size, stream(index))

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns samples [n, 2], float32, that no training batch holds.

        Args:
            name: The split.
            n: How many.
            seed: Picks which ones.
        """
        return self.sample(n, generator("mixture", name, seed))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns n samples [n, 2] that neither a batch nor a split holds."""
        return self.sample(n, generator("mixture", "reference", seed))

    def limited(self, n: int) -> FiniteDataset:
        """Returns a fixed training set of n samples; they are the first ones of any larger set.

        Raises:
            DataError: n is less than one.
        """
        if n < 1:
            raise DataError(f"A training set needs at least 1 sample, found train_size {n}.")
        blocks = [
            self.sample(_BLOCK, generator("mixture", "limited", i))
            for i in range(math.ceil(n / _BLOCK))
        ]
        return FiniteDataset(torch.cat(blocks)[:n], density=self.density)
