"""RMSProp."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Fraction, Positive, Rate
from ganbench.optimizers.optimizer import Optimizer, Slots
from ganbench.optimizers.root import safe_root

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """RMSProp: v <- alpha v + (1 - alpha) g^2, w <- w - lr g / (sqrt(v) + eps).

    Uncentred and without momentum, with the defaults of torch.optim.

    Source: Tieleman & Hinton 2012, Lecture 6.5 of Neural Networks for Machine Learning.

    Attributes:
        lr: The learning rate.
        alpha: Decay of the moving average of squared gradients.
        eps: What keeps the quotient finite.
    """

    lr: Rate
    alpha: Fraction = 0.99
    eps: Positive = 1e-8

    @override
    def init(self, params: Tensor) -> Slots:
        return {"square": params.new_zeros(params.shape)}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        square = self.alpha * slots["square"] + (1 - self.alpha) * grad * grad
        return params - self.lr * grad / (safe_root(square) + self.eps), {"square": square}
