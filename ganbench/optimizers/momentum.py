"""Gradient descent with momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Fraction, Rate
from ganbench.optimizers.optimizer import Optimizer, Slots

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Momentum(Optimizer):
    """SGD with momentum: v <- mu v + g, w <- w - lr v (heavy ball), or w <- w - lr (g + mu v).

    The second is Nesterov's. As in torch.optim.SGD, with a dampening of 0, the learning rate stands
    outside the velocity.

    Source: Polyak 1964, Some Methods of Speeding up the Convergence of Iteration Methods; Sutskever
    et al. 2013, On the Importance of Initialization and Momentum in Deep Learning, section 2.

    Attributes:
        lr: The learning rate.
        momentum: Decay mu of the velocity.
        nesterov: Whether the step is Nesterov's.
    """

    lr: Rate
    momentum: Fraction = 0.9
    nesterov: bool = False

    @override
    def init(self, params: Tensor) -> Slots:
        return {"velocity": params.new_zeros(params.shape)}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        velocity = self.momentum * slots["velocity"] + grad
        direction = grad + self.momentum * velocity if self.nesterov else velocity
        return params - self.lr * direction, {"velocity": velocity}
