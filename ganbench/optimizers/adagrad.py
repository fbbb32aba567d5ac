"""Adagrad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import NonNegative, Positive, Rate
from ganbench.optimizers.optimizer import Optimizer, Slots
from ganbench.optimizers.root import safe_root

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Adagrad: s <- s + g^2, w <- w - lr g / (sqrt(s) + eps).

    With the defaults of torch.optim, and without its decay of the learning rate, whose default is
    none.

    Source: Duchi et al. 2011, Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization, figure 1.

    Attributes:
        lr: The learning rate.
        initial: The sum s of squared gradients before the first one.
        eps: What keeps the quotient finite.
    """

    lr: Rate
    initial: NonNegative = 0.0
    eps: Positive = 1e-10

    @override
    def init(self, params: Tensor) -> Slots:
        return {"squares": params.new_zeros(params.shape) + self.initial}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        squares = slots["squares"] + grad * grad
        return params - self.lr * grad / (safe_root(squares) + self.eps), {"squares": squares}
