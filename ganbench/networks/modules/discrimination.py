"""Minibatch discrimination."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.full_precision import full_precision


class Discrimination(nn.Module):
    """Minibatch discrimination: [batch, *shape] -> [batch, features + kernels].

    For features f_i of sample i and a tensor T, M_i = f_i T is a matrix of `kernels` rows, and
    o_ib = sum_j exp(-|M_ib - M_jb|_1) follows f_i. The sum is over the whole batch, j = i
    included, as in the paper: Salimans et al. 2016, section 3.2. T is one more linear layer, and
    initialised like the others of its network.

    Args:
        features: Numbers of a sample, prod(shape).
        kernels: Features that are added; the paper's B.
        dimension: Of the space in which each of them takes distances; the paper's C.
    """

    def __init__(self, features: int, kernels: int, dimension: int) -> None:
        super().__init__()
        self.dimension = dimension
        self.project = nn.Linear(features, kernels * dimension, bias=False)

    @override
    @full_precision
    def forward(self, x: Tensor) -> Tensor:
        """Puts the nearness to the batch behind the features."""
        features = x.flatten(1)
        columns = self.project(features).chunk(self.dimension, 1)  # of M, one number of each row
        distances = sum((c[:, None] - c[None]).abs() for c in columns)
        return torch.cat([features, torch.exp(-distances).sum(1)], 1)
