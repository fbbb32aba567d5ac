"""The game as it was first written down: the generator's gradient vanishes when it loses."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn.functional import softplus
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class Minimax(Loss):
    """Saturating minimax: D ascends, and G descends, E[log D(x)] + E[log(1 - D(G(z)))].

    With D = sigmoid(logit), -log D = softplus(-logit) and log(1 - D) = -softplus(logit).

    Source: Goodfellow et al. 2014, Generative Adversarial Nets, equation 1.
    """

    labels = True

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        return softplus(-real_logits).mean() + softplus(fake_logits).mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        return -softplus(fake_logits).mean()
