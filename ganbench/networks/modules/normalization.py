"""Normalisation, with a scale and a shift for each channel."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.full_precision import full_precision


def normalization(kind: Literal["batch", "layer", "instance"], channels: int) -> nn.Module:
    """Makes the layer that normalises so many channels: [batch, channels, ...] to the same.

    All but "batch" look at one sample: its features all together ("layer"), or the positions of
    each channel ("instance").
    """
    if kind == "batch":
        return BatchNorm(channels)
    return GroupNorm(1 if kind == "layer" else channels, channels)


class BatchNorm(nn.Module):
    """Batch normalisation without hidden state: [batch, channels, ...] to the same.

    In training it is that of Ioffe & Szegedy 2015. Running averages would be state that a pure
    step cannot hold and that depends on how often the network was called; in evaluation the
    moments are instead those of the first `reference` rows, a fixed batch put before the samples,
    so that a sample depends on its own latent code alone (the reference batch normalisation that
    Salimans et al. 2016, section 3.5, start from).

    Attributes:
        reference: How many leading rows give the moments in evaluation.
        share: It sees one in so many rows of a batch.
    """

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.eps = eps
        self.reference = 0
        self.share = 1

    @override
    @full_precision
    def forward(self, x: Tensor) -> Tensor:
        """Normalises each channel over the batch and all positions."""
        rows = x if self.training else x[: self.reference]
        axes = [i for i in range(x.dim()) if i != 1]
        variance, mean = torch.var_mean(rows, axes, correction=0, keepdim=True)
        shape = (-1,) + (1,) * (x.dim() - 2)
        scale = self.weight.view(shape) * (variance + self.eps).rsqrt()
        return (x - mean) * scale + self.bias.view(shape)


class GroupNorm(nn.GroupNorm):
    """Normalisation of groups of channels of a sample: [batch, channels, ...] to the same."""

    @override
    @full_precision
    def forward(self, x: Tensor) -> Tensor:
        """Normalises each group over its channels and all positions."""
        return super().forward(x)
