"""Least squares on logits compared with the mean of the other kind."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.losses.relativistic_average import RelativisticAverage


@dataclass(frozen=True)
class RaLeastSquares(RelativisticAverage):
    """Relativistic average least squares (RaLSGAN): a logit is to be 1 above or below a mean.

    `RelativisticAverage` with cost(t) = (1 - t)^2. This is the paper's; the authors' code
    halves both players' losses.

    Source: Jolicoeur-Martineau 2019, The relativistic discriminator: a key element missing
    from standard GAN, appendix.
    """

    @override
    def _cost(self, margin: Tensor) -> Tensor:
        return (1 - margin).square()
