"""Layers that torch lacks, and initialisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.architecture import Activation, Normalization

ACTIVATIONS: dict[Activation, Callable[[], nn.Module]] = {
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.2),
    "prelu": nn.PReLU,
    "elu": nn.ELU,
    "silu": nn.SiLU,
}


def activated(activation: Activation, slope: float) -> nn.Module:
    """Makes an activation; `slope` is that of leaky ReLU below 0."""
    return nn.LeakyReLU(slope) if activation == "leaky-relu" else ACTIVATIONS[activation]()


def normalized(normalization: Normalization, channels: int) -> list[nn.Module]:
    """Makes the layer that normalises so many channels; none for "none".

    All but "batch" look at one sample: its features all together ("layer"), or the positions of
    each channel ("instance").
    """
    if normalization == "none":
        return []
    if normalization == "batch":
        return [BatchNorm(channels)]
    return [nn.GroupNorm(1 if normalization == "layer" else channels, channels)]


_TINY = 1e-30
"""What a quotient's denominator is at least, where a matrix may be all zeros."""


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
    def forward(self, x: Tensor) -> Tensor:
        """Normalises each channel over the batch and all positions."""
        rows = x if self.training else x[: self.reference]
        axes = [i for i in range(x.dim()) if i != 1]
        variance, mean = torch.var_mean(rows, axes, correction=0, keepdim=True)
        shape = (-1,) + (1,) * (x.dim() - 2)
        scale = self.weight.view(shape) * (variance + self.eps).rsqrt()
        return (x - mean) * scale + self.bias.view(shape)


class InTurn(nn.Module):
    """Networks that share a batch: row j goes through network j mod n, and stays row j."""

    def __init__(self, networks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        for norm in self.modules():
            if isinstance(norm, BatchNorm):
                norm.share *= len(networks)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Runs each network on its rows; the last round may be incomplete."""
        n = len(self.networks)
        rounds = nn.functional.pad(x, (0, 0, 0, -len(x) % n)).reshape(-1, n, *x.shape[1:])
        outputs = [network(rounds[:, i]) for i, network in enumerate(self.networks)]
        return torch.stack(outputs, 1).flatten(0, 1)[: len(x)]


class MaxPieces(nn.Module):
    """The maximum over consecutive groups: [batch, units * pieces] -> [batch, units]."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Takes the greatest of each unit's pieces."""
        return torch.amax(x.reshape(len(x), -1, self.pieces), -1)


class Discrimination(nn.Module):
    """Minibatch discrimination: [batch, *shape] -> [batch, features + kernels].

    For features f_i of sample i and a tensor T, M_i = f_i T is a matrix of `kernels` rows, and
    o_ib = sum_j exp(-|M_ib - M_jb|_1) follows f_i. The sum is over the whole batch, j = i
    included, as in the paper: Salimans et al. 2016, section 3.2. T is one more linear layer, and
    initialised like the others of its network.
    """

    def __init__(self, features: int, kernels: int, dimension: int) -> None:
        super().__init__()
        self.dimension = dimension
        self.project = nn.Linear(features, kernels * dimension, bias=False)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Puts the nearness to the batch behind the features."""
        features = x.flatten(1)
        columns = self.project(features).chunk(self.dimension, 1)  # of M, one number of each row
        distances = sum((c[:, None] - c[None]).abs() for c in columns)
        return torch.cat([features, torch.exp(-distances).sum(1)], 1)


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
    def forward(self, x: Tensor) -> Tensor:
        """Puts the deviation behind the channels."""
        variance = x.reshape(self.group, -1, *x.shape[1:]).var(0, correction=0)
        deviation = (variance + 1e-8).sqrt().flatten(1).mean(1)  # finite slope where all are equal
        column = deviation.repeat(self.group).view(-1, *[1] * (x.dim() - 1))
        return torch.cat([x, column.expand(-1, 1, *x.shape[2:])], 1)


class SpectralDivision(nn.Module):
    """A weight over its spectral norm: [out, *rest] to the same, as a matrix [out, prod(rest)]."""

    @override
    def forward(self, weight: Tensor) -> Tensor:
        """Divides by sigma, whose gradient is u v^T with u and v held constant."""
        matrix = weight.flatten(1)
        u, v = singular_vectors(matrix.detach())
        return weight / (u * (matrix @ v)).sum().clamp(min=_TINY)


def singular_vectors(matrix: Tensor, squarings: int = 8) -> tuple[Tensor, Tensor]:
    """The left and right singular vectors [m], [n] of the largest singular value of [m, n].

    Squaring W W^T k times does the work of 2^k power iterations in k small products.
    """
    matrix = matrix / matrix.abs().amax().clamp(min=_TINY)  # its fourth power must not underflow
    gram = matrix @ matrix.mT if len(matrix) <= matrix.shape[1] else matrix.mT @ matrix
    # A single number has nothing to sort out, and a compiler would write its powers out in full.
    for _ in range(squarings if len(gram) > 1 else 0):
        gram = gram / gram.square().sum().sqrt().clamp(min=_TINY)
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
