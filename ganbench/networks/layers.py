"""Layers that torch lacks, and initialisation."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "leaky-relu": lambda: nn.LeakyReLU(0.2),
}


class BatchNorm(nn.Module):
    """Batch normalisation without hidden state: [batch, channels, ...] to the same.

    In training it is that of Ioffe & Szegedy 2015. Running averages would be state that a pure
    step cannot hold and that depends on how often the network was called; in evaluation the
    moments are instead those of the first `reference` rows, a fixed batch put before the samples,
    so that a sample depends on its own latent code alone (the reference batch normalisation that
    Salimans et al. 2016, section 3.4, start from).

    Attributes:
        reference: How many leading rows give the moments in evaluation.
    """

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.eps = eps
        self.reference = 0

    def forward(self, x: Tensor) -> Tensor:
        """Normalises each channel over the batch and all positions."""
        rows = x if self.training else x[: self.reference]
        axes = [i for i in range(x.dim()) if i != 1]
        variance, mean = torch.var_mean(rows, axes, correction=0, keepdim=True)
        shape = (-1,) + (1,) * (x.dim() - 2)
        scale = self.weight.view(shape) * (variance + self.eps).rsqrt()
        return (x - mean) * scale + self.bias.view(shape)


class MaxPieces(nn.Module):
    """The maximum over consecutive groups: [batch, units * pieces] -> [batch, units]."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces

    def forward(self, x: Tensor) -> Tensor:
        """Takes the greatest of each unit's pieces."""
        return torch.amax(x.reshape(len(x), -1, self.pieces), -1)


class SpectralDivision(nn.Module):
    """A weight over its spectral norm: [out, *rest] to the same, as a matrix [out, prod(rest)]."""

    def forward(self, weight: Tensor) -> Tensor:
        """Divides by sigma, whose gradient is u v^T with u and v held constant."""
        matrix = weight.flatten(1)
        u, v = singular_vectors(matrix.detach())
        return weight / (u * (matrix @ v)).sum()


def singular_vectors(matrix: Tensor, squarings: int = 8) -> tuple[Tensor, Tensor]:
    """The left and right singular vectors [m], [n] of the largest singular value of [m, n].

    Squaring W W^T k times does the work of 2^k power iterations in k small products.
    """
    gram = matrix @ matrix.mT if len(matrix) <= matrix.shape[1] else matrix.mT @ matrix
    for _ in range(squarings):
        gram = gram / gram.square().sum().sqrt()
        gram = gram @ gram
    column = gram.square().sum(0).argmax()
    known = torch.nn.functional.normalize(gram.index_select(1, column.view(1)).squeeze(1), dim=0)
    if len(matrix) <= matrix.shape[1]:
        return known, torch.nn.functional.normalize(known @ matrix, dim=0)
    return torch.nn.functional.normalize(matrix @ known, dim=0), known


def init_normal(network: nn.Module, std: float) -> None:
    """Weights of linear and convolutional layers from N(0, std^2), their biases 0."""
    for layer in network.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(layer.weight, 0.0, std)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
