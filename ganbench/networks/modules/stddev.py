"""Minibatch standard deviation."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.full_precision import full_precision


class Stddev(nn.Module):
    """Minibatch standard deviation: [batch, channels, ...] -> [batch, channels + 1, ...].

    The standard deviation of each feature over a group of samples, averaged over all features, is
    one more channel of every sample of the group, the same everywhere. Of b samples, number i is
    in group i mod b / group.
    """

    def __init__(self, group: int) -> None:
        super().__init__()
        self.group = group

    @override
    @full_precision
    def forward(self, x: Tensor) -> Tensor:
        """Puts the deviation behind the channels."""
        variance = x.reshape(self.group, -1, *x.shape[1:]).var(0, correction=0)
        deviation = (variance + 1e-8).sqrt().flatten(1).mean(1)  # finite slope where all are equal
        column = deviation.repeat(self.group).view(-1, *[1] * (x.dim() - 1))
        return torch.cat([x, column.expand(-1, 1, *x.shape[2:])], 1)
