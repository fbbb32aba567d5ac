"""A layer that makes one sample."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override


class Constant(nn.Module):
    """Whatever comes in, its parameters come out: [batch, any] -> [batch, size].

    Args:
        size: Numbers of the sample, N(0, 1) at first.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.sample = nn.Parameter(torch.randn(size))

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Returns a copy of the sample for each row of the batch."""
        return self.sample.expand(len(x), -1)
