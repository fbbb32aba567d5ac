"""Minibatch discrimination."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.full_precision import full_precision


class Discrimination(nn.Module):
    """Minibatch discrimination: [batch, *shape] -> [batch, features + kernels].

    For features f_i of sample i and a tensor T, M_i = f_i T is a matrix of `kernels` rows, and
    o_ib = reference_batch * mean_j exp(-|M_ib - M_jb|_1) follows f_i. The mean is over the whole
    batch, j = i included. In a batch of `reference_batch` samples that is the paper's sum over j:
    Salimans et al. 2016, section 3.2. T is one more linear layer, and initialised like the others
    of its network.

    Args:
        features: Numbers of a sample, prod(shape).
        kernels: Features that are added; the paper's B.
        dimension: Of the space in which each of them takes distances; the paper's C.
        reference_batch: The batch in which o_ib is the plain sum.
    """

    def __init__(
        self, features: int, kernels: int, dimension: int, reference_batch: int = 100
    ) -> None:
        super().__init__()
        self.dimension = dimension
        self.reference_batch = reference_batch
        self.project = nn.Linear(features, kernels * dimension, bias=False)

    @override
    @full_precision
    def forward(self, x: Tensor) -> Tensor:
        """Puts the nearness to the batch behind the features."""
        features = x.flatten(1)
        columns = self.project(features).chunk(self.dimension, 1)  # of M, one number of each row
        distances = sum((c[:, None] - c[None]).abs() for c in columns)
        return torch.cat([features, self.reference_batch * torch.exp(-distances).mean(1)], 1)
