"""A matrix with its singular values brought near 1, by matrix products alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganbench.optimizers.root import safe_root

if TYPE_CHECKING:
    from torch import Tensor

_QUINTIC = (3.4445, -4.7750, 2.0315)


def orthogonalized(matrix: Tensor, steps: int, eps: float) -> Tensor:
    """Returns U S' V^T for a matrix U S V^T, both [rows, columns].

    The matrix is divided by its Frobenius norm, so that no singular value is above 1, and then
    x <- a x + b x x^T x + c x x^T x x^T x takes each singular value s to a s + b s^3 + c s^5. The
    coefficients lift small ones as quickly as they can, and do not converge: after 5 steps, all
    that were from 0.002 to 1 lie between 0.68 and 1.21. A matrix of zeros stays one.

    Source: Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks.

    Args:
        matrix: [rows, columns].
        steps: Of the iteration.
        eps: Is added to the norm.
    """
    a, b, c = _QUINTIC
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.mT
    x = wide / (safe_root((wide * wide).sum()) + eps)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x if matrix.shape[0] <= matrix.shape[1] else x.mT
