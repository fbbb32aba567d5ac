"""Optimizers as pure functions on one parameter vector.

`torch.optim` mutates its parameters, so it can neither be vectorised over seeds nor
differentiated through, which unrolling needs. These follow torch.optim's conventions to the
letter (where epsilon stands, how bias is corrected) and hold no state: what they carry from
step to step is handed in and out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ganbench.checks import expect

if TYPE_CHECKING:  # a recipe names its optimizer, and listing recipes must not import torch
    from torch import Tensor

Slots = dict[str, "Tensor"]
"""What an optimizer carries from step to step: tensors of shape [P] or [] by name."""


class Optimizer(Protocol):
    """An update rule for one parameter vector of shape [P]."""

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def lr(self) -> float:
        """The learning rate."""

    def at_rate(self, lr: float) -> Optimizer:
        """Returns the same rule with another learning rate."""

    def init(self, params: Tensor) -> Slots:
        """Returns the state before the first update, named tensors of shape [P] or []."""

    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """Returns parameters and state after one step down `grad`; differentiable in all three."""


def _root(x: Tensor) -> Tensor:
    """Square root whose derivative at 0 is 0, not infinite: a dead unit's gradient is exactly 0."""
    nonzero = x != 0  # true for NaN, which must stay NaN
    return x.where(nonzero, 1.0).sqrt().where(nonzero, 0.0)


@dataclass(frozen=True)
class SGD:
    """Stochastic gradient descent without momentum."""

    name: ClassVar[str] = "sgd"
    lr: float

    def __post_init__(self) -> None:
        expect(self.lr > 0, "lr", "a number above 0", self.lr)

    def at_rate(self, lr: float) -> SGD:
        """See `Optimizer.at_rate`."""
        return replace(self, lr=lr)

    def init(self, params: Tensor) -> Slots:
        """See `Optimizer.init`."""
        return {}

    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """See `Optimizer.update`."""
        return params - self.lr * grad, slots


@dataclass(frozen=True)
class RMSProp:
    """RMSProp (Tieleman & Hinton 2012), uncentred, without momentum; defaults of torch.optim."""

    name: ClassVar[str] = "rmsprop"
    lr: float
    alpha: float = 0.99
    eps: float = 1e-8

    def __post_init__(self) -> None:
        expect(self.lr > 0, "lr", "a number above 0", self.lr)
        expect(0 <= self.alpha < 1, "alpha", "a number in [0, 1)", self.alpha)
        expect(self.eps > 0, "eps", "a number above 0", self.eps)

    def at_rate(self, lr: float) -> RMSProp:
        """See `Optimizer.at_rate`."""
        return replace(self, lr=lr)

    def init(self, params: Tensor) -> Slots:
        """See `Optimizer.init`."""
        return {"square": params.new_zeros(params.shape)}

    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """See `Optimizer.update`."""
        square = self.alpha * slots["square"] + (1 - self.alpha) * grad * grad
        return params - self.lr * grad / (_root(square) + self.eps), {"square": square}


@dataclass(frozen=True)
class Adam:
    """Adam (Kingma & Ba 2015, algorithm 1), with epsilon outside the root as torch.optim has it."""

    name: ClassVar[str] = "adam"
    lr: float
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def __post_init__(self) -> None:
        expect(self.lr > 0, "lr", "a number above 0", self.lr)
        expect(0 <= self.beta1 < 1, "beta1", "a number in [0, 1)", self.beta1)
        expect(0 <= self.beta2 < 1, "beta2", "a number in [0, 1)", self.beta2)
        expect(self.eps > 0, "eps", "a number above 0", self.eps)

    def at_rate(self, lr: float) -> Adam:
        """See `Optimizer.at_rate`."""
        return replace(self, lr=lr)

    def init(self, params: Tensor) -> Slots:
        """See `Optimizer.init`."""
        zeros = params.new_zeros(params.shape)
        return {"mean": zeros, "square": zeros.clone(), "count": params.new_zeros(())}

    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """See `Optimizer.update`."""
        count = slots["count"] + 1
        mean = self.beta1 * slots["mean"] + (1 - self.beta1) * grad
        square = self.beta2 * slots["square"] + (1 - self.beta2) * grad * grad
        step = self.lr / (1 - self.beta1**count)
        scale = _root(square) / (1 - self.beta2**count).sqrt() + self.eps
        return params - step * mean / scale, {"mean": mean, "square": square, "count": count}


@dataclass(frozen=True)
class Optimistic:
    """Any rule made optimistic: w + 2 d_t - d_(t-1), where w + d_t is where the rule would go.

    Source: Daskalakis et al. 2018, Training GANs with Optimism, algorithm 1.

    Attributes:
        inner: The rule.
    """

    name: ClassVar[str] = "optimistic"
    inner: Optimizer

    @property
    def lr(self) -> float:
        """See `Optimizer.lr`."""
        return self.inner.lr

    def at_rate(self, lr: float) -> Optimistic:
        """See `Optimizer.at_rate`."""
        return Optimistic(self.inner.at_rate(lr))

    def init(self, params: Tensor) -> Slots:
        """See `Optimizer.init`."""
        return {**self.inner.init(params), "last": params.new_zeros(params.shape)}

    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """See `Optimizer.update`."""
        own = {name: slot for name, slot in slots.items() if name != "last"}
        there, new = self.inner.update(params, grad, own)
        step = there - params
        return params + 2 * step - slots["last"], {**new, "last": step}


OPTIMIZERS: dict[str, type[SGD] | type[RMSProp] | type[Adam]] = {
    optimizer.name: optimizer for optimizer in (SGD, RMSProp, Adam)
}
