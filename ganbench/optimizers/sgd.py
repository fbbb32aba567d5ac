"""Stochastic gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Rate
from ganbench.optimizers.optimizer import Optimizer, Slots

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class SGD(Optimizer):
    """Stochastic gradient descent without momentum: w <- w - lr g.

    Source: Robbins & Monro 1951, A Stochastic Approximation Method.

    Attributes:
        lr: The learning rate.
    """

    lr: Rate

    @override
    def init(self, params: Tensor) -> Slots:
        return {}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        return params - self.lr * grad, slots
