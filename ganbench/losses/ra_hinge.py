"""The hinge loss on logits compared with the mean of the other kind."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import relu
from typing_extensions import override

from ganbench.losses.relativistic_average import RelativisticAverage


@dataclass(frozen=True)
class RaHinge(RelativisticAverage):
    """Relativistic average hinge (RaHingeGAN): the hinge of how far a logit is above a mean.

    `RelativisticAverage` with cost(t) = max(0, 1 - t). This is the paper's; the authors' code
    halves both players' losses.

    Source: Jolicoeur-Martineau 2019, The relativistic discriminator: a key element missing
    from standard GAN, appendix.
    """

    @override
    def _cost(self, margin: Tensor) -> Tensor:
        return relu(1 - margin)
