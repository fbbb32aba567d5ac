"""Which samples are trained on, and in which order."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from ganbench.datasets.dataset import Stream
from ganbench.errors import DataError


def epochs(rows: int, stream: Stream, index: int, size: int) -> Tensor:
    """Returns the rows [size], int64, that make a batch, in shuffled epochs.

    Args:
        rows: Samples in the training set.
        stream: The trial's stream of data.
        index: The batch's number, from 0.
        size: Samples in a batch.

    Raises:
        DataError: There are fewer rows than a batch takes.
    """
    if not 0 < size <= rows:
        raise DataError(
            f"A batch of {size} cannot be taken from a training set of {rows} samples: "
            f"choose a batch size between 1 and {rows}."
        )
    epoch, position = divmod(index, rows // size)
    draws = stream(epoch)
    order = _permutation(rows, draws.initial_seed(), draws.device)
    return order[position * size : (position + 1) * size]


@lru_cache(maxsize=512)  # a step asks for one or two a seed, the next one for the same
def _permutation(rows: int, seed: int, device: torch.device) -> Tensor:
    return torch.randperm(rows, generator=torch.Generator().manual_seed(seed)).to(device)


def chosen(n: int, rows: int) -> Tensor:
    """Returns the first n, [n] int64, of a fixed permutation of `rows` training samples.

    Raises:
        DataError: There are fewer, or n is less than one.
    """
    if not 0 < n <= rows:
        raise DataError(
            f"A training set of {n:,} samples cannot be taken from {rows:,}: choose a train_size "
            f"between 1 and {rows:,}, or leave it out."
        )
    # NumPy promises that RandomState never changes its stream; torch has no such promise.
    return torch.from_numpy(np.random.RandomState(0).permutation(rows)[:n])
