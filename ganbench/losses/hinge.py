"""A margin: samples that the discriminator is sure of do not move it."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import relu

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class Hinge(Loss):
    """Hinge: D descends E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))], G descends -E[D(G(z))].

    Source: Lim & Ye 2017, Geometric GAN; Miyato et al. 2018, Spectral Normalization for
    Generative Adversarial Networks, equations 16 and 17.
    """

    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        """See `Loss.discriminator`."""
        return relu(1 - real_logits).mean() + relu(1 + fake_logits).mean()

    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        """See `Loss.generator`."""
        return -fake_logits.mean()
