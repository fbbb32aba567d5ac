"""Squares instead of logarithms: a sample far on the right side still has a gradient."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.losses.loss import Loss


@dataclass(frozen=True)
class LeastSquares(Loss):
    """Least squares: D descends E[(D(x) - b)^2]/2 + E[(D(G(z)) - a)^2]/2, G E[(D(G(z)) - c)^2]/2.

    D is the bare logit, as in the authors' code: there is no sigmoid. The labels are also those
    of their code: 0 and 1 for D, 1 for G.

    Source: Mao et al. 2017, Least Squares Generative Adversarial Networks.

    Attributes:
        fake: The paper's a, what the discriminator says of generated samples.
        real: The paper's b, what it says of real ones.
        believed: The paper's c, what the generator wants it to say.
    """

    fake: float = 0.0
    real: float = 1.0
    believed: float = 1.0

    @override
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        real, fake = real_logits - self.real, fake_logits - self.fake
        return (real.square().mean() + fake.square().mean()) / 2

    @override
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        return (fake_logits - self.believed).square().mean() / 2
