"""Adam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.checks import expect
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

    lr: float
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def __post_init__(self) -> None:
        expect(self.lr > 0, "lr", "a number above 0", self.lr)
        expect(0 <= self.beta1 < 1, "beta1", "a number in [0, 1)", self.beta1)
        expect(0 <= self.beta2 < 1, "beta2", "a number in [0, 1)", self.beta2)
        expect(self.eps > 0, "eps", "a number above 0", self.eps)

    @override
    def init(self, params: Tensor) -> Slots:
        zeros = params.new_zeros(params.shape)
        return {"mean": zeros, "square": zeros.clone(), "count": params.new_zeros(())}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        count = slots["count"] + 1
        mean = self.beta1 * slots["mean"] + (1 - self.beta1) * grad
        square = self.beta2 * slots["square"] + (1 - self.beta2) * grad * grad
        step = self.lr / (1 - self.beta1**count)
        scale = safe_root(square) / (1 - self.beta2**count).sqrt() + self.eps
        return params - step * mean / scale, {"mean": mean, "square": square, "count": count}
