"""Keeps the critic's slope near one between the data and what is generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ganbench.checks import expect
from ganbench.stabilizers.stabilizer import Critic, Draw, Stabilizer


@dataclass(frozen=True)
class GradientPenalty(Stabilizer):
    """Two-sided gradient penalty: weight * E[(|grad_x D(x~)| - target)^2].

    x~ lies between a real and a generated sample:
    x~ = e x + (1 - e) G(z) with e uniform on [0, 1], one a sample.

    Source: Gulrajani et al. 2017, Improved Training of Wasserstein GANs, equation 3.

    Attributes:
        weight: The paper's lambda.
        target: The slope that costs nothing.
    """

    weight: float = 10.0
    target: float = 1.0

    def __post_init__(self) -> None:
        expect(self.weight >= 0, "weight", "a number from 0", self.weight)

    def penalty_draws(self, shape: tuple[int, ...]) -> Mapping[str, Draw]:
        """One number a sample: where between its real and its generated end it lies."""
        return {"mix": Draw("uniform", (shape[0],) + (1,) * (len(shape) - 1))}

    def penalty(
        self,
        discriminator: Critic,
        real: Tensor,
        fake: Tensor,
        noise: Mapping[str, Tensor],
        step: Tensor,
    ) -> Tensor:
        """See `Stabilizer.penalty`."""
        between = fake + noise["mix"] * (real - fake)
        slope = torch.func.grad(lambda x: discriminator(x).sum())(between).flatten(1)
        return self.weight * (norm(slope) - self.target).square().mean()


def norm(x: Tensor) -> Tensor:
    """Euclidean norms of the rows, [batch, d] -> [batch]; the derivative at 0 is 0, not NaN."""
    square = x.square().sum(-1)
    nonzero = square != 0  # true for NaN, which must stay NaN
    return square.where(nonzero, 1.0).sqrt().where(nonzero, 0.0)
