"""Any optimizer made optimistic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.optimizers.optimizer import Optimizer, Slots

if TYPE_CHECKING:
    from torch import Tensor

    from ganbench.optimizers.layout import Layout


@dataclass(frozen=True)
class Optimistic(Optimizer):
    """Optimistic updates: w <- w + 2 d_t - d_(t-1), where w + d_t is where `inner` would go.

    Source: Daskalakis et al. 2018, Training GANs with Optimism, algorithm 1.

    Attributes:
        inner: The rule.
    """

    inner: Optimizer

    @property
    @override
    def lr(self) -> float:  # type: ignore[override]  # the inner rule's, not a field
        """The learning rate of the inner rule."""
        return self.inner.lr

    @override
    def at_rate(self, lr: float) -> Optimistic:
        return Optimistic(self.inner.at_rate(lr))

    @override
    def for_network(self, layout: Layout) -> Optimistic:
        return Optimistic(self.inner.for_network(layout))

    @override
    def init(self, params: Tensor) -> Slots:
        return {**self.inner.init(params), "last": params.new_zeros(params.shape)}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        own = {name: slot for name, slot in slots.items() if name != "last"}
        there, new = self.inner.update(params, grad, own)
        step = there - params
        return params + 2 * step - slots["last"], {**new, "last": step}
