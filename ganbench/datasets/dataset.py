"""What the engine and the evaluation see of a data set, and the kinds that there are."""

from __future__ import annotations

import hashlib
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, Protocol

import numpy as np
import torch
from torch import Tensor
from typing_extensions import override

from ganbench.datasets.digest import digest
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.datasets.pixels import Coding
from ganbench.errors import GanbenchError

Split = Literal["validation", "test"]
Part = Literal["train", "validation", "test"]
Stream = Callable[[int], torch.Generator]
"""`stream(i)` is a fresh generator, seeded for (trial seed, "data", i), not yet drawn from."""
UNBOUNDED = (-math.inf, math.inf)
_BLOCK = 1024
"""Samples that a limited training set is drawn by, so that smaller sets are part of larger ones."""


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
    def sizes(self) -> Mapping[Part, int | None]:
        """How many samples each split has; `None` where they are drawn as they are asked for."""

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns training batch number `index` [size, *shape], always the same for a stream."""

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns at most `n` held-out samples [<=n, *shape], float32; `seed` picks which ones."""

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most `n` distinct samples [<=n, *shape] of the training distribution.

        They stand for a perfect generator in reference rows, and are independent of the splits.
        """

    def limited(self, n: int) -> Dataset:
        """Returns the same with a fixed training set of `n` samples, of this one's where it has.

        Raises:
            GanbenchError: There are fewer, or `n` is less than one.
        """


def generator(*name: str | int) -> torch.Generator:
    """Returns a CPU generator whose seed is a hash of `name`."""
    digest = hashlib.sha256("/".join(map(str, name)).encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little") >> 1)


def sample_mixture(mixture: GaussianMixture, n: int, generator: torch.Generator) -> Tensor:
    """Draws n points [n, 2], float32, from the mixture, on the generator's device."""
    device = generator.device
    mode = torch.randint(len(mixture.centers), (n,), generator=generator, device=device)
    noise = torch.randn(n, 2, generator=generator, device=device)
    return _centers(mixture, device)[mode] + mixture.sigma * noise


@lru_cache(maxsize=8)  # made for every seed and batch, it would cost as much as the drawing
def _centers(mixture: GaussianMixture, device: torch.device) -> Tensor:
    return torch.tensor(mixture.centers, device=device)


def chosen(n: int, rows: int) -> Tensor:
    """Returns the first n, [n] int64, of a fixed permutation of `rows` training samples.

    Raises:
        GanbenchError: There are fewer, or n is less than one.
    """
    if not 0 < n <= rows:
        raise GanbenchError(
            f"A training set of {n:,} samples cannot be taken from {rows:,}: choose a train_size "
            f"between 1 and {rows:,}, or leave it out."
        )
    # NumPy promises that RandomState never changes its stream; torch has no such promise.
    return torch.from_numpy(np.random.RandomState(0).permutation(rows)[:n])


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
    def sizes(self) -> dict[Part, int | None]:
        """All are drawn as they are asked for."""
        return {"train": None, "validation": None, "test": None}

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Draws n samples [n, 2], float32."""
        return sample_mixture(self.density, n, generator)

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns training batch number `index` [size, 2]."""
        return self.sample(size, stream(index))

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns n samples [n, 2] that no training batch holds."""
        return self.sample(n, generator("mixture", name, seed))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns n samples [n, 2] that neither a batch nor a split holds."""
        return self.sample(n, generator("mixture", "reference", seed))

    def limited(self, n: int) -> FiniteDataset:
        """Returns a fixed training set of n samples; they are the first ones of any larger set."""
        if n < 1:
            raise GanbenchError(f"A training set needs at least 1 sample, found train_size {n}.")
        blocks = [
            self.sample(_BLOCK, generator("mixture", "limited", i))
            for i in range(math.ceil(n / _BLOCK))
        ]
        return FiniteDataset(torch.cat(blocks)[:n], density=self.density)


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
        """Returns the rows, int64, of `train` that make training batch number `index`.

        [size], or [size, channels] where each channel is a row of its own.
        """

    def decode(self, stored: Tensor) -> Tensor:
        """Maps what is stored [...], on any device, to samples [...], float32."""
        return stored if self.coding is None else self.coding.decode(stored)

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns training batch number `index` [size, *shape]."""
        return self.decode(self.train[self.order(stream, index, size).to(self.train.device)])


@dataclass(frozen=True, eq=False)
class FiniteDataset(Stored):
    """A fixed training set, walked through in shuffled epochs.

    Attributes:
        train: The training samples [N, *shape], float32, or their bytes, uint8.
        density: The mixture that they were drawn from; the splits are then fresh samples of it.
        held_out: The splits [m, *shape], stored as `train` is, where the data are not drawn from
            a known density.
        coding: How bytes become samples.
        classifier: The name of the feature extractor that knows the classes of these images.
    """

    train: Tensor
    density: GaussianMixture | None = None
    held_out: Mapping[Split, Tensor] = field(default_factory=dict)
    coding: Coding | None = None
    classifier: str | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""
        return tuple(self.train.shape[1:])

    @cached_property
    def content(self) -> str:
        """A SHA-256 of all samples, or of those that are trained on and of their density."""
        density = self.density and asdict(self.density)
        coding = self.coding and asdict(self.coding)
        facts = {"kind": "finite", "density": density, "coding": coding}
        return digest(facts, {"train": self.train}, self.held_out)

    @property
    def sizes(self) -> dict[Part, int | None]:
        """How many samples there are; fresh ones of a density are as many as are asked for."""
        found: dict[Part, int | None] = {"train": len(self.train), "validation": None, "test": None}
        for name, samples in self.held_out.items():
            found[name] = len(samples)
        return found

    @override
    def order(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns the rows [size], int64, of `train` that make training batch number `index`.

        Every epoch is a new permutation, drawn on the CPU and kept on the stream's device; its
        last incomplete batch is left out.
        """
        return epochs(len(self.train), stream, index, size)

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns at most n held-out samples [<=n, *shape]."""
        if self.density is not None:
            return sample_mixture(self.density, n, generator("mixture", name, seed))
        return self.decode(_some(self.held_out[name], n, generator("images", name, seed)))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most n distinct training samples [<=n, *shape]."""
        return self.decode(_some(self.train, n, generator("images", "reference", seed)))

    def limited(self, n: int) -> FiniteDataset:
        """Returns the same with n of the training samples."""
        return replace(self, train=self.train[chosen(n, len(self.train))])


def epochs(rows: int, stream: Stream, index: int, size: int) -> Tensor:
    """Returns the rows [size], int64, that make batch number `index`, in shuffled epochs.

    Raises:
        GanbenchError: There are fewer rows than a batch takes.
    """
    if not 0 < size <= rows:
        raise GanbenchError(
            f"A batch of {size} cannot be taken from a training set of {rows} samples: "
            f"choose a batch size between 1 and {rows}."
        )
    epoch, position = divmod(index, rows // size)
    draws = stream(epoch)
    order = _permutation(rows, draws.initial_seed(), draws.device)
    return order[position * size : (position + 1) * size]


def _some(samples: Tensor, n: int, generator: torch.Generator) -> Tensor:
    return samples[torch.randperm(len(samples), generator=generator)[:n]]


@lru_cache(maxsize=512)  # a step asks for one or two a seed, the next one for the same
def _permutation(rows: int, seed: int, device: torch.device) -> Tensor:
    return torch.randperm(rows, generator=torch.Generator().manual_seed(seed)).to(device)
