"""A margin: samples that the discriminator is sure of do not move it."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import relu
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class Hinge(Loss):
    """Hinge: D descends E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))], G descends -E[D(G(z))].

    Source: Lim & Ye 2017, Geometric GAN; Miyato et al. 2018, Spectral Normalization for
    Generative Adversarial Networks, equations 16 and 17.
    """

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        return relu(1 - real_logits).mean() + relu(1 + fake_logits).mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        return -fake_logits.mean()
