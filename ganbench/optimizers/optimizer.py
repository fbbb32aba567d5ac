"""What an optimizer is: a pure update rule for one parameter vector."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import Self, override

from ganbench.bounds import Bounded
from ganbench.hooks import refuse_unknown_hooks

if TYPE_CHECKING:  # a recipe names its optimizer, and listing recipes must not import torch
    from torch import Tensor

    from ganbench.optimizers.layout import Layout

Slots = dict[str, "Tensor"]
"""What an optimizer carries from step to step: tensors of shape [P] or [] by name."""


class Optimizer(Bounded, ABC):
    """Base of all optimizers: a frozen dataclass whose fields a suite file may set.

    `torch.optim` mutates its parameters, so it can neither be vectorised over seeds nor
    differentiated through, which unrolling needs. Optimizers here follow the conventions of
    torch.optim to the letter (where epsilon stands, how bias is corrected) and hold no state: what
    they carry from step to step is handed in and out.

    Example:
        >>> from dataclasses import dataclass
        >>> import torch
        >>> import ganbench
        >>> @dataclass(frozen=True)
        ... class Clipped(ganbench.Optimizer):
        ...     lr: float
        ...
        ...     def init(self, params):
        ...         return {}
        ...
        ...     def update(self, params, grad, slots):
        ...         return params - self.lr * grad.clamp(-1, 1), slots
        >>> params, grad = torch.tensor([1.0, 2.0]), torch.tensor([3.0, -4.0])
        >>> Clipped(lr=0.5).update(params, grad, slots={})[0]
        tensor([0.5000, 2.5000])

    Attributes:
        lr: The learning rate.
        rests_elsewhere: Why players do not rest where the generator has found the data and the
            discriminator has its best constant, if the rule moves them there.
    """

    _numbers_may_vary: ClassVar[bool] = True
    rests_elsewhere: ClassVar[str] = ""
    lr: float

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_unknown_hooks(cls, Optimizer)

    def at_rate(self, lr: float) -> Self:
        """Returns the same rule with another learning rate."""
        changed: Self = replace(self, lr=lr)  # type: ignore[type-var]  # a dataclass by contract
        return changed

    def for_network(self, layout: Layout) -> Optimizer:
        """Returns the rule for the parameters of one network, which is what the engine calls.

        A rule that works number by number is the same for every network. One that works on whole
        matrices has to know where they are.

        Args:
            layout: Where each parameter stands in the vector that `init` and `update` are given.
        """
        return self

    @abstractmethod
    def init(self, params: Tensor) -> Slots:
        """Returns the state before the first update of parameters [P]."""

    @abstractmethod
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        """Makes one step down a gradient.

        Args:
            params: Parameters [P].
            grad: The gradient of the loss at the parameters, [P].
            slots: The state, as `init` or the last update returned it.

        Returns:
            Parameters [P] and state after the step, differentiable in all three arguments. Where
            the gradient is NaN, the parameters are.
        """
