"""Takes the freedom of a constant from logits that are only compared."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LogitCentring(Stabilizer):
    """Logit centring: weight * E[(D(x) + D(G(z)))^2], in pairs as the batch comes.

    A relativistic loss does not change when a constant is added to all logits, which drift for
    that reason.

    Source: Lin et al. 2025, Adversarial Flow Models, and the authors' code.

    Attributes:
        weight: The strength.
    """

    weight: NonNegative = 0.01

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        return self.weight * (inputs.real_logits + inputs.fake_logits).square().mean()
