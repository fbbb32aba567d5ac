"""Lion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Fraction, NonNegative, Rate
from ganbench.optimizers.optimizer import Optimizer, Slots

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Lion(Optimizer):
    """Lion: w <- w - lr (sign(c) + weight_decay w), c = beta1 m + (1 - beta1) g.

    After the step, m <- beta2 m + (1 - beta2) g. A step's derivative in the gradient and in m is 0,
    that of the sign almost everywhere, and is taken as 0 where c is 0 too: through unrolled updates
    by Lion, only the decay of the parameters is seen.

    Source: Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, algorithm 2.

    Attributes:
        lr: The learning rate; a third to a tenth of AdamW's, say the authors.
        beta1: How much the direction of a step is that of earlier gradients.
        beta2: Decay of the moving average m of gradients.
        weight_decay: Decay of all parameters.
    """

    lr: Rate
    beta1: Fraction = 0.9
    beta2: Fraction = 0.99
    weight_decay: NonNegative = 0.0

    @property
    @override
    def rests_elsewhere(self) -> str:  # type: ignore[override]  # of these settings, not of all
        """Why players do not rest at the equilibrium."""
        return "decay draws parameters to 0" if self.weight_decay else ""

    @override
    def init(self, params: Tensor) -> Slots:
        return {"mean": params.new_zeros(params.shape)}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        blend = self.beta1 * slots["mean"] + (1 - self.beta1) * grad
        # torch's sign of NaN is 0, and a game that has diverged must not go on.
        sign = blend.sign().where(~blend.isnan(), blend)
        mean = self.beta2 * slots["mean"] + (1 - self.beta2) * grad
        return params - self.lr * (sign + self.weight_decay * params), {"mean": mean}
