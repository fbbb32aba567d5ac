"""A discriminator that is Lipschitz by construction, at each sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.slopes import norm, slopes
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class GradientNormalization(Stabilizer):
    """Gradient normalisation: D^(x) = D(x) / (|grad_x D(x)| + |D(x)|), in the place of D.

    The norm is that of all numbers of a sample together, as in the paper.

    Source: Wu et al. 2021, Gradient Normalization for Generative Adversarial Networks.
    """

    needs_own_slopes: ClassVar[bool] = True
    rests_elsewhere: ClassVar[str] = (
        "the normalised discriminator has slope 1 wherever it is 0, and the generator follows it"
    )

    @override
    def critic(self, discriminator: Critic) -> Critic:
        def normalized(params: Tensor, x: Tensor) -> Tensor:
            plain = replace(discriminator, params=params)
            logits = plain(x)
            return logits / (norm(slopes(plain, x)) + logits.abs() + 1e-12)

        return replace(discriminator, function=normalized)
