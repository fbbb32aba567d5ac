"""The discriminator says which of a real and a generated sample is the real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import softplus
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class RelativisticPairing(Loss):
    """Relativistic pairing: D descends E[softplus(C(G(z)) - C(x))], G E[softplus(C(x) - C(G(z)))].

    Also called RSGAN and RpGAN; pairs are formed as the batch comes.

    Source: Jolicoeur-Martineau 2019, The relativistic discriminator: a key element missing from
    standard GAN; Huang et al. 2024, The GAN is dead; long live the GAN!, equation 2.
    """

    relativistic: ClassVar[bool] = True

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        return softplus(fake_logits - real_logits).mean()

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        assert real_logits is not None  # the engine hands them to every relativistic loss
        return softplus(real_logits - fake_logits).mean()
