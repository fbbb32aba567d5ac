"""A fixed training set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

import torch
from torch import Tensor
from typing_extensions import override

from ganbench.datasets.dataset import Split, SplitName, Stream
from ganbench.datasets.digest import digest
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.datasets.order import chosen, epochs
from ganbench.datasets.pixels import Coding
from ganbench.datasets.sampling import generator, sample_mixture
from ganbench.datasets.stored import Stored


@dataclass(frozen=True, eq=False)
class FiniteDataset(Stored):
    """A fixed training set, walked through in shuffled epochs.

    Example:
        >>> import torch
        >>> import ganbench
        >>> train, validation, test = torch.arange(60.0).reshape(30, 2).split([20, 5, 5])
        >>> data = ganbench.FiniteDataset(train, held_out={"validation": validation, "test": test})
        >>> data.shape, data.sizes
        ((2,), {'train': 20, 'validation': 5, 'test': 5})
        >>> data.split("test", n=3).shape
        torch.Size([3, 2])

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
    def sizes(self) -> dict[SplitName, int | None]:
        """How many samples there are; fresh ones of a density are as many as are asked for."""
        found: dict[SplitName, int | None] = {
            "train": len(self.train),
            "validation": None,
            "test": None,
        }
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
        """Returns held-out samples [<=n, *shape], float32.

        Args:
            name: The split.
            n: How many; all, where the split has fewer.
            seed: Picks which ones.
        """
        if self.density is not None:
            return sample_mixture(self.density, n, generator("mixture", name, seed))
        return self.decode(_some(self.held_out[name], n, generator("images", name, seed)))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns at most n distinct training samples [<=n, *shape]."""
        return self.decode(_some(self.train, n, generator("images", "reference", seed)))

    def limited(self, n: int) -> FiniteDataset:
        """Returns the data set with n of its training samples."""
        return replace(self, train=self.train[chosen(n, len(self.train))])


def _some(samples: Tensor, n: int, generator: torch.Generator) -> Tensor:
    return samples[torch.randperm(len(samples), generator=generator)[:n]]
