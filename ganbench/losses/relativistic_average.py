"""The discriminator says how much more real a sample is than the other kind on average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import softplus

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class RelativisticAverage(Loss):
    """Relativistic average (RaSGAN): with r = C(x) - E[C(G(z))] and f = C(G(z)) - E[C(x)],
    D descends E[softplus(-r)] + E[softplus(f)], G descends E[softplus(r)] + E[softplus(-f)].

    Source: Jolicoeur-Martineau 2019, The relativistic discriminator: a key element missing
    from standard GAN.
    """  # noqa: D205 - the formula does not fit one line

    relativistic: ClassVar[bool] = True

    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        """See `Loss.discriminator`."""
        real, fake = real_logits - fake_logits.mean(), fake_logits - real_logits.mean()
        return softplus(-real).mean() + softplus(fake).mean()

    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        """See `Loss.generator`."""
        assert real_logits is not None  # the engine hands them to every relativistic loss
        return self.discriminator(fake_logits, real_logits)
