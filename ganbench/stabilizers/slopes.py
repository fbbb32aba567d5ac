"""Gradients of logits at samples."""

from __future__ import annotations

import torch
from torch import Tensor

from ganbench.stabilizers.critic import Critic


def slopes(discriminator: Critic, x: Tensor) -> Tensor:
    """Each sample's gradient of its logit, [batch, *shape] -> [batch, d]."""
    gradient: Tensor = torch.func.grad(lambda x: discriminator(x).sum())(x)
    return gradient.flatten(1)


def squared_slope(discriminator: Critic, x: Tensor) -> Tensor:
    """Each sample's squared norm of that gradient, [batch, *shape] -> [batch]; smooth at 0."""
    return slopes(discriminator, x).square().sum(1)


def norm(x: Tensor) -> Tensor:
    """Euclidean norms of the rows, [batch, d] -> [batch]; the derivative at 0 is 0, not NaN."""
    square = x.square().sum(-1)
    nonzero = square != 0  # true for NaN, which must stay NaN
    return square.where(nonzero, 1.0).sqrt().where(nonzero, 0.0)
