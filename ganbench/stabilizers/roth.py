"""What noise on the input comes to, without sampling any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge, Gt, Le, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.schedules import remaining
from ganbench.stabilizers.slopes import squared_slope
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Roth(Stabilizer):
    """The Jensen-Shannon regulariser: slopes cost, by how wrong the discriminator is there.

    gamma/2 * (E[(1 - D(x))^2 |grad l(x)|^2] + E[D(G(z))^2 |grad l(G(z))|^2]), for logits l and
    D = sigmoid(l). gamma falls exponentially to `gamma * decay` over `anneal` generator steps and
    stays there. The squared slopes sum over all numbers of a sample, as in the paper.

    The authors' code has gamma 0.1 where it stays, and 2 falling to 0.02 over the whole run.

    Source: Roth et al. 2017, Stabilizing Training of Generative Adversarial Networks through
    Regularization, and the authors' code.

    Attributes:
        gamma: The paper's weight at the start.
        anneal: Generator steps until it has fallen to its end; 0 keeps it.
        decay: What is left of it then.
    """

    needs_labels: ClassVar[bool] = True
    needs_own_slopes: ClassVar[bool] = True

    gamma: NonNegative = 0.1
    anneal: Annotated[int, Ge(0), Unit("steps")] = 0
    decay: Annotated[float, Gt(0), Le(1)] = 0.01

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        real = (1 - inputs.real_logits.sigmoid()).square()
        fake = inputs.fake_logits.sigmoid().square()
        steep_real = squared_slope(discriminator, inputs.real)
        steep_fake = squared_slope(discriminator, inputs.fake)
        penalty = self.gamma / 2 * ((real * steep_real).mean() + (fake * steep_fake).mean())
        return penalty * remaining("exponential", inputs.step, self.anneal, self.decay)
