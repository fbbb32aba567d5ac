"""What noise on the input comes to, without sampling any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Gt, Le, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.gradient_penalty import OfSlopes, squared_slope
from ganbench.stabilizers.label_smoothing import NO_LABELS
from ganbench.stabilizers.schedules import left
from ganbench.stabilizers.stabilizer import Combination, Critic, DiscriminatorInputs


@dataclass(frozen=True)
class Roth(OfSlopes):
    """The Jensen-Shannon regulariser: slopes cost, by how wrong the discriminator is there.

    gamma/2 * (E[(1 - D(x))^2 |grad l(x)|^2] + E[D(G(z))^2 |grad l(G(z))|^2]), for logits l and
    D = sigmoid(l). gamma falls exponentially to `gamma * decay` over `anneal` generator steps and
    stays there.

    The authors' code has gamma 0.1 where it stays, and 2 falling to 0.02 over the whole run.

    Source: Roth et al. 2017, Stabilizing Training of Generative Adversarial Networks through
    Regularization, and the authors' code.

    Attributes:
        gamma: The paper's weight at the start.
        anneal: Generator steps until it has fallen to its end; 0 keeps it.
        decay: What is left of it then.
    """

    gamma: NonNegative = 0.1
    anneal: Annotated[int, Ge(0), Unit("steps")] = 0
    decay: Annotated[float, Gt(0), Le(1)] = 0.01

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        return super().incompatibility(combination) if combination.loss.labels else NO_LABELS

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        real = (1 - inputs.real_logits.sigmoid()).square()
        fake = inputs.fake_logits.sigmoid().square()
        steep_real = squared_slope(discriminator, inputs.real)
        steep_fake = squared_slope(discriminator, inputs.fake)
        penalty = self.gamma / 2 * ((real * steep_real).mean() + (fake * steep_fake).mean())
        return penalty * left("exponential", inputs.step, self.anneal, self.decay)
