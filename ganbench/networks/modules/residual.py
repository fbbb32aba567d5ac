"""Residual blocks."""

from __future__ import annotations

from torch import Tensor, nn
from typing_extensions import override


class Residual(nn.Module):
    """The sum of a branch and a skip connection, which make the same shape of the same input."""

    def __init__(self, branch: nn.Module, skip: nn.Module) -> None:
        super().__init__()
        self.branch = branch
        self.skip = skip

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Adds what the two make of the input."""
        output: Tensor = self.branch(x) + self.skip(x)
        return output
