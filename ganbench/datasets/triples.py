"""Images of three independent grey ones as channels: a thousand modes of ten classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property

import numpy as np
import torch
from torch import Tensor
from typing_extensions import override

from ganbench.datasets.dataset import Split, SplitName, Stream
from ganbench.datasets.digest import digest
from ganbench.datasets.order import chosen, epochs
from ganbench.datasets.pixels import Coding
from ganbench.datasets.sampling import generator
from ganbench.datasets.stored import Stored
from ganbench.errors import DataError


@dataclass(frozen=True, eq=False)
class TripleDataset(Stored):
    """Triples of single images, of which the training set is fixed, or every batch is fresh.

    Only the single images are kept; a triple is three row numbers.

    Attributes:
        train: The single images for training [N, h, w], uint8.
        held_out: The single images of the splits [m, h, w], uint8.
        coding: How bytes become samples.
        classifier: The name of the feature extractor that knows the thousand classes.
        triples: The rows [T, 3], int64, of a fixed training set; `None` draws every batch anew.
    """

    train: Tensor
    held_out: Mapping[Split, Tensor]
    coding: Coding
    classifier: str
    triples: Tensor | None = None
    density: None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one sample."""
        return (3, *self.train.shape[1:])

    @cached_property
    def content(self) -> str:
        """A SHA-256 of the single images and of the rows that are trained on."""
        own = {"train": self.train}
        if self.triples is not None:
            own["triples"] = self.triples
        return digest({"kind": "triples", "coding": asdict(self.coding)}, own, self.held_out)

    @property
    def sizes(self) -> dict[SplitName, int | None]:
        """The splits are drawn as they are asked for."""
        fixed = None if self.triples is None else len(self.triples)
        return {"train": fixed, "validation": None, "test": None}

    @override
    def order(self, stream: Stream, index: int, size: int) -> Tensor:
        """Returns the rows [size, 3] of the single images in training batch number `index`."""
        if self.triples is not None:
            rows = epochs(len(self.triples), stream, index, size)
            return self.triples.to(rows.device)[rows]
        draws = stream(index)
        return torch.randint(len(self.train), (size, 3), generator=draws, device=draws.device)

    def split(self, name: Split, n: int, seed: int = 0) -> Tensor:
        """Returns triples [n, 3, h, w], float32, of held-out images.

        Args:
            name: The split.
            n: How many.
            seed: Picks which ones.
        """
        return self._drawn(self.held_out[name], n, generator("triples", name, seed))

    def train_reference(self, n: int, seed: int = 0) -> Tensor:
        """Returns n triples [n, 3, h, w] of training images, at most all where they are fixed."""
        draws = generator("triples", "reference", seed)
        if self.triples is None:
            return self._drawn(self.train, n, draws)
        some = torch.randperm(len(self.triples), generator=draws)[:n]
        return self.decode(self.train[self.triples[some]])

    def limited(self, n: int) -> TripleDataset:
        """Returns the data set with n fixed triples to train on."""
        if self.triples is None:
            return self.fixed(n)
        return replace(self, triples=self.triples[chosen(n, len(self.triples))])

    def fixed(self, n: int) -> TripleDataset:
        """Returns the data set with the first n triples of a fixed sequence to train on.

        Raises:
            DataError: n is less than one.
        """
        if n < 1:
            raise DataError(f"A training set needs at least 1 triple, found {n}.")
        # NumPy promises that RandomState never changes its stream; torch has no such promise.
        rows = np.random.RandomState(0).randint(len(self.train), size=(n, 3), dtype=np.int64)
        return replace(self, triples=torch.from_numpy(rows))

    def _drawn(self, singles: Tensor, n: int, draws: torch.Generator) -> Tensor:
        return self.decode(singles[torch.randint(len(singles), (n, 3), generator=draws)])
