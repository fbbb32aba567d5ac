"""A penalty on the discriminator's slope at the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.slopes import squared_slope
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class R1(Stabilizer):
    """R1: gamma/2 * E[|grad_x D(x)|^2] on real samples, zero-centred.

    The square sums over all numbers of a sample, as in the paper.

    Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, eq. 9.

    Attributes:
        gamma: The paper's weight, with its half. The authors' code has 10 as well, but without
            the half: its 10 is 20 here.
    """

    needs_own_slopes: ClassVar[bool] = True

    gamma: NonNegative = 10.0

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        return self.gamma / 2 * squared_slope(discriminator, inputs.real).mean()
