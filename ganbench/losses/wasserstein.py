"""The Kantorovich-Rubinstein dual, once something keeps the critic Lipschitz."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class Wasserstein(Loss):
    """Wasserstein: the critic ascends E[f(x)] - E[f(G(z))], the generator ascends E[f(G(z))].

    Source: Arjovsky et al. 2017, Wasserstein GAN, algorithm 1.
    """

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        return fake_logits.mean() - real_logits.mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        return -fake_logits.mean()
