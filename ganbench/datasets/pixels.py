"""How the bytes that images are kept as become the numbers that networks see."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Coding:
    """A line through (0, low) and (top, high).

    Attributes:
        top: The byte of the brightest pixel; 16 where the data have 17 levels.
        low: What byte 0 becomes.
        high: What byte `top` becomes.
    """

    top: int = 255
    low: float = -1.0
    high: float = 1.0

    def decode(self, stored: Tensor) -> Tensor:
        """Maps bytes [...], uint8, to float32 [...] in [low, high], on their device."""
        scale = (self.high - self.low) / self.top
        return stored.to(torch.float32).mul_(scale).add_(self.low)
