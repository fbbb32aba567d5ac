"""What the engine and the evaluation see of a data set, and the two kinds that there are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Protocol

import torch
from torch import Tensor

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.errors import GanbenchError

Split = Literal["validation", "test"]
Stream = Callable[[int], torch.Generator]
"""`stream(i)` is a fresh generator, seeded for (trial seed, "data", i), not yet drawn from."""


class Dataset(Protocol):
    """Training batches, held-out splits, and what is known about the distribution."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""

    @property
    def density(self) -> GaussianMixture | None:
        """The exact distribution, where it is known."""

    @property
    def features(self) -> str | None:
        """The name of the feature extractor that suits these images, if any."""

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns training batch number `index` [size, *shape], always the same for a stream."""

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns at most `n` held-out samples [<=n, *shape], float32; `seed` picks which ones."""

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most `n` distinct samples [<=n, *shape] of the training distribution.

        They stand for a perfect generator in reference rows, and are independent of the splits.
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


@dataclass(frozen=True, eq=False)
class SampledDataset:
    """A mixture of which every batch is drawn fresh."""

    density: GaussianMixture
    shape: tuple[int, ...] = (2,)
    features: None = None

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


@dataclass(frozen=True, eq=False)
class FiniteDataset:
    """A fixed training set, walked through in shuffled epochs.

    Attributes:
        train: The training samples [N, *shape], float32.
        density: The mixture that they were drawn from; the splits are then fresh samples of it.
        held_out: The splits [m, *shape], where the data are not drawn from a known density.
        features: The name of the feature extractor that suits these images.
    """

    train: Tensor
    density: GaussianMixture | None = None
    held_out: dict[Split, Tensor] = field(default_factory=dict)
    features: str | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""
        return tuple(self.train.shape[1:])

    def order(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns the rows [size], int64, of `train` that make training batch number `index`.

        Every epoch is a new permutation, drawn on the CPU and kept on the stream's device; its
        last incomplete batch is left out.
        """
        rows = len(self.train)
        if not 0 < size <= rows:
            raise GanbenchError(
                f"A batch of {size} cannot be taken from a training set of {rows} samples: "
                f"choose a batch size between 1 and {rows}."
            )
        epoch, position = divmod(index, rows // size)
        draws = stream(epoch)
        order = _permutation(rows, draws.initial_seed(), draws.device)
        return order[position * size : (position + 1) * size]

    def batches(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns training batch number `index` [size, *shape]."""
        return self.train[self.order(stream, index, size).to(self.train.device)]

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns at most n held-out samples [<=n, *shape]."""
        if self.density is not None:
            return sample_mixture(self.density, n, generator("mixture", name, seed))
        return _some(self.held_out[name], n, generator("images", name, seed))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most n distinct training samples [<=n, *shape]."""
        return _some(self.train, n, generator("images", "reference", seed))


def _some(samples: Tensor, n: int, generator: torch.Generator) -> Tensor:
    return samples[torch.randperm(len(samples), generator=generator)[:n]]


@lru_cache(maxsize=512)  # a step asks for one or two a seed, the next one for the same
def _permutation(rows: int, seed: int, device: torch.device) -> Tensor:
    return torch.randperm(rows, generator=torch.Generator().manual_seed(seed)).to(device)
