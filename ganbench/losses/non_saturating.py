"""The remedy for the vanishing gradient that the first GAN paper itself proposes."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import softplus
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class NonSaturating(Loss):
    """Non-saturating: D as in minimax, but G ascends E[log D(G(z))].

    Source: Goodfellow et al. 2014, Generative Adversarial Nets, section 3.
    """

    labels = True

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        return softplus(-real_logits).mean() + softplus(fake_logits).mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        return softplus(-fake_logits).mean()
