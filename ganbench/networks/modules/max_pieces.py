"""The maximum of linear pieces, as maxout has it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override


class MaxPieces(nn.Module):
    """The maximum over consecutive groups: [batch, units * pieces] -> [batch, units]."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Takes the greatest of each unit's pieces."""
        return torch.amax(x.reshape(len(x), -1, self.pieces), -1)
