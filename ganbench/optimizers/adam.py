"""Adam."""

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
class Adam(Optimizer):
    """Adam: w <- w - lr m^ / (sqrt(v^) + eps), with bias-corrected moments m^ and v^ of gradients.

    Epsilon stands outside the root, as in torch.optim.

    Source: Kingma & Ba 2015, Adam: A Method for Stochastic Optimization, algorithm 1.

    Attributes:
        lr: The learning rate.
        beta1: Decay of the first moment.
        beta2: Decay of the second moment.
        eps: What keeps the quotient finite.
    """

    lr: Rate
    beta1: Fraction = 0.9
    beta2: Fraction = 0.999
    eps: Positive = 1e-8

    @override
    def init(self, params: Tensor) -> Slots:
        zeros = params.new_zeros(params.shape)
        return {"mean": zeros, "square": zeros.clone(), "count": params.new_zeros(())}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        return adam_step(params, grad, slots, self.lr, (self.beta1, self.beta2), self.eps)


def adam_step(
    params: Tensor, grad: Tensor, slots: Slots, lr: float, betas: tuple[float, float], eps: float
) -> tuple[Tensor, Slots]:
    """Makes one step of Adam.

    Args:
        params: Parameters [P].
        grad: The gradient of the loss at the parameters, [P].
        slots: The state, as Adam's `init` or the last step returned it.
        lr: The learning rate.
        betas: Decay of the first moment and of the second.
        eps: What keeps the quotient finite.

    Returns:
        Parameters [P] and state after the step.
    """
    beta1, beta2 = betas
    count = slots["count"] + 1
    mean = beta1 * slots["mean"] + (1 - beta1) * grad
    square = beta2 * slots["square"] + (1 - beta2) * grad * grad
    step = lr / (1 - beta1**count)
    scale = safe_root(square) / (1 - beta2**count).sqrt() + eps
    return params - step * mean / scale, {"mean": mean, "square": square, "count": count}
