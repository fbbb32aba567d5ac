"""The discriminator says how much more real a sample is than the other kind on average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import softplus
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class RelativisticAverage(Loss):
    """Relativistic average (RaSGAN): a logit counts by how far it is above the other kind's mean.

    With r = C(x) - E[C(G(z))] and f = C(G(z)) - E[C(x)], D descends E[cost(r)] + E[cost(-f)] and
    G descends E[cost(-r)] + E[cost(f)], for cost(t) = softplus(-t), the cross-entropy of sigmoids.
    The authors' code halves both.

    Source: Jolicoeur-Martineau 2019, The relativistic discriminator: a key element missing
    from standard GAN.
    """

    relativistic: ClassVar[bool] = True

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        real, fake = real_logits - fake_logits.mean(), fake_logits - real_logits.mean()
        return self._cost(real).mean() + self._cost(-fake).mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        assert real_logits is not None  # the engine hands them to every relativistic loss
        return self.discriminator(fake_logits, real_logits)

    def _cost(self, margin: Tensor) -> Tensor:
        """What a sample costs that is `margin` on the right side: [batch] -> [batch]."""
        return softplus(-margin)
