"""Division of a weight by its spectral norm."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.full_precision import full_precision

_TINY = 1e-30
"""What a quotient's denominator is at least, where a matrix may be all zeros."""


class SpectralDivision(nn.Module):
    """A weight over its spectral norm: [out, *rest] to the same, as a matrix [out, prod(rest)]."""

    @override
    @full_precision
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
