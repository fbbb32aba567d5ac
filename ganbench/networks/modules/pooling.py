"""Average pooling, and pooling over all positions."""

from __future__ import annotations

from typing import Literal

from torch import Tensor, nn
from typing_extensions import override


class AveragePooling(nn.Module):
    """The mean of each 2 x 2 positions: [batch, channels, 2 h, 2 w] -> [batch, channels, h, w].

    By sums of pairs, so that the four numbers are added in one order, whatever the memory's layout.
    """

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Adds the lines in pairs, then the columns."""
        *outer, height, width = x.shape
        upper, lower = x.reshape(*outer, height // 2, 2, width).unbind(-2)
        lines = upper + lower
        left, right = lines.reshape(*outer, height // 2, width // 2, 2).unbind(-1)
        mean: Tensor = (left + right) / 4
        return mean


class GlobalPooling(nn.Module):
    """The sum or the mean over all positions: [batch, channels, h, w] -> [batch, channels]."""

    def __init__(self, kind: Literal["sum", "mean"]) -> None:
        super().__init__()
        self.kind = kind

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Takes the sum or the mean of each channel."""
        positions = x.flatten(2)
        return positions.sum(2) if self.kind == "sum" else positions.mean(2)
