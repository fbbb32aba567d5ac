"""Adam with decoupled weight decay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.optimizers.adam import Adam

if TYPE_CHECKING:
    from torch import Tensor

    from ganbench.optimizers.optimizer import Slots


@dataclass(frozen=True)
class AdamW(Adam):
    """AdamW: w <- w - lr weight_decay w, and from there Adam's step.

    The decay does not pass through the moments, as a penalty |w|^2 of the loss would. It is in
    proportion to the learning rate, as in torch.optim.

    Source: Loshchilov & Hutter 2019, Decoupled Weight Decay Regularization, algorithm 2.

    Attributes:
        lr: The learning rate.
        beta1: Decay of the first moment.
        beta2: Decay of the second moment.
        eps: What keeps the quotient finite.
        weight_decay: Decay of all parameters.
    """

    weight_decay: NonNegative = 0.01

    @property
    @override
    def rests_elsewhere(self) -> str:  # type: ignore[override]  # of these settings, not of all
        """Why players do not rest at the equilibrium."""
        return "decay draws parameters to 0" if self.weight_decay else ""

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        return super().update(params - self.lr * self.weight_decay * params, grad, slots)
