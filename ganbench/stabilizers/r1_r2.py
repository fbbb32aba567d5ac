"""A penalty on the discriminator's slope at real and at generated samples, which falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.errors import GanbenchError
from ganbench.schedules import Cosine
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.slopes import squared_slope
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload

_BURN_IN = 0.2


@dataclass(frozen=True)
class R1R2(Stabilizer):
    """R1 and R2 of one weight: gamma/2 * (E[|grad_x D(x)|^2] + E[|grad_x D(G(z))|^2]).

    Samples come as the discriminator sees them, after any augmentation; the authors' code penalises
    them before. Without a gamma it is the workload's, and falls to a tenth of that along a cosine
    over the first fifth of the budget, as in the paper's settings for Stacked MNIST (2 of its 10
    million images).

    Source: Huang et al. 2024, The GAN is dead; long live the GAN!, and the authors' code.

    Attributes:
        gamma: The paper's weight, with its half; `None` for the workload's, on its schedule.
    """

    needs_own_slopes: ClassVar[bool] = True

    gamma: NonNegative | None = None

    @override
    def for_workload(self, workload: Workload) -> R1R2:
        if self.gamma is not None:
            return self
        falling = Cosine(workload.gamma, workload.gamma / 10, share=_BURN_IN)
        return replace(self, gamma=cast(Any, falling))  # a schedule stands for a number

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        if self.gamma is None:
            raise GanbenchError("r1-r2: expected a gamma: call `method.on(workload)`, or give one")
        real = squared_slope(discriminator, inputs.real).mean()
        fake = squared_slope(discriminator, inputs.fake).mean()
        return self.gamma / 2 * (real + fake)
