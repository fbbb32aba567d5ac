"""A penalty on the discriminator's slope at the generated samples."""

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
class R2(Stabilizer):
    """R2: gamma/2 * E[|grad_x D(G(z))|^2] on generated samples, zero-centred.

    The square sums over all numbers of a sample, as in the paper.

    Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?

    Attributes:
        gamma: The paper's weight, with its half: a code without the half means twice this.
    """

    needs_own_slopes: ClassVar[bool] = True

    gamma: NonNegative = 10.0

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        return self.gamma / 2 * squared_slope(discriminator, inputs.fake).mean()
