"""Training batches of many seeds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from ganbench.datasets.dataset import Dataset
from ganbench.datasets.stored import Stored
from ganbench.engine.streams import Stream

Read = Callable[[Sequence[Stream], int], Tensor]
"""From a stream for each seed and a batch's number to samples, [seeds, batch, *sample]."""


def reader(data: Dataset, size: int, device: torch.device, dtype: torch.dtype) -> Read:
    """Returns what reads training batches of many seeds.

    A stored training set is moved to the device once, and batches are picked there.

    Args:
        data: The data set.
        size: Samples in a batch.
        device: Where the batches are wanted.
        dtype: In which precision.
    """
    if isinstance(data, Stored):
        return _resident(data, size, device, dtype)

    def read(streams: Sequence[Stream], index: int) -> Tensor:
        batches = [data.batches(stream, index, size) for stream in streams]
        return torch.stack(batches).to(device, dtype)

    return read


def _resident(data: Stored, size: int, device: torch.device, dtype: torch.dtype) -> Read:
    stored = data.train.to(device)

    def read(streams: Sequence[Stream], index: int) -> Tensor:
        rows = torch.stack([data.order(stream, index, size) for stream in streams])
        return data.decode(stored[rows.to(device)]).to(dtype)

    return read
