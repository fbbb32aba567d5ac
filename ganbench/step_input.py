"""A real number that is an input of the recorded step, not a constant of it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from ganbench.errors import GanbenchError

if TYPE_CHECKING:
    from torch import Tensor


class NeedsConstantError(GanbenchError, TypeError):
    """A number was asked for that the step has as a tensor only.

    Attributes:
        paths: The numbers of a game that it was made of.
    """

    def __init__(self, paths: frozenset[str]) -> None:
        self.paths = paths
        names = ", ".join(sorted(paths)) or "a number"
        super().__init__(
            f"{names}: expected arithmetic with tensors, found a branch on the number or a "
            "conversion of it, for which it has to be a constant"
        )


class StepInput:
    """A number that computes like a Python float: in float64, and rounded where it meets a tensor.

    `1 - decay` is exact to float64 before it multiplies parameters of float32. A branch on it, or
    `math.sqrt` of it, raises `NeedsConstantError`: the number is not known when a step is recorded.

    Attributes:
        value: The number, a scalar tensor of float64, or of bool for a comparison.
        paths: The numbers of a game that it was made of.
    """

    def __init__(self, value: Tensor, paths: frozenset[str]) -> None:
        self.value = value
        self.paths = paths

    @classmethod
    def __torch_function__(
        cls,
        function: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Calls a function of torch with tensors of the other tensors' precision."""
        import torch
        from torch.utils import _pytree as pytree

        leaves, structure = pytree.tree_flatten((args, kwargs or {}))
        numbers = [leaf for leaf in leaves if isinstance(leaf, StepInput)]
        paths = frozenset[str]().union(*(number.paths for number in numbers))
        powers = (torch.pow, torch.Tensor.pow, torch.Tensor.__pow__)
        if function in powers and any(
            isinstance(it, StepInput) for it in (*args[1:], *(kwargs or {}).values())
        ):
            raise NeedsConstantError(paths)  # torch has kernels of its own for some exponents
        tensors = [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]
        like = max(tensors, key=lambda leaf: leaf.is_floating_point(), default=None)
        known = [_beside(leaf, like) if isinstance(leaf, StepInput) else leaf for leaf in leaves]
        args, kwargs = pytree.tree_unflatten(known, structure)
        try:
            return function(*args, **kwargs)
        except (TypeError, RuntimeError) as error:  # it takes Python numbers alone
            raise NeedsConstantError(paths) from error

    def _with(self, other: Any, apply: Callable[[Any, Any], Any]) -> Any:
        """Applies an operation of two numbers to this one and another."""
        if isinstance(other, StepInput):
            return StepInput(apply(self.value, other.value), self.paths | other.paths)
        if isinstance(other, int | float):
            return StepInput(apply(self.value, other), self.paths)
        if not hasattr(other, "new_zeros"):
            return NotImplemented
        return apply(_beside(self, other), other)

    def _reversed(self, other: Any, apply: Callable[[Any, Any], Any]) -> Any:
        return self._with(other, lambda own, another: apply(another, own))

    def __add__(self, other: Any) -> Any:
        return self._with(other, operator.add)

    def __radd__(self, other: Any) -> Any:
        return self._reversed(other, operator.add)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, operator.sub)

    def __rsub__(self, other: Any) -> Any:
        return self._reversed(other, operator.sub)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, operator.mul)

    def __rmul__(self, other: Any) -> Any:
        return self._reversed(other, operator.mul)

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, StepInput | int | float):
            return self._with(other, operator.truediv)
        # as torch has it for a float, to the bit
        return self._with(other, lambda own, tensor: tensor.reciprocal() * own)

    def __rtruediv__(self, other: Any) -> Any:
        return self._reversed(other, operator.truediv)

    def __pow__(self, other: Any) -> Any:
        return self._with(other, operator.pow)

    def __rpow__(self, other: Any) -> Any:
        if not isinstance(other, StepInput | int | float):
            raise NeedsConstantError(self.paths)
        return self._reversed(other, operator.pow)

    def __lt__(self, other: Any) -> Any:
        return self._with(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._with(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._with(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._with(other, operator.ge)

    @override
    def __eq__(self, other: object) -> Any:
        return self._with(other, operator.eq)

    @override
    def __ne__(self, other: object) -> Any:
        return self._with(other, operator.ne)

    def __neg__(self) -> StepInput:
        return StepInput(-self.value, self.paths)

    def __abs__(self) -> StepInput:
        return StepInput(self.value.abs(), self.paths)

    def _refused(self, *_: object) -> NoReturn:
        raise NeedsConstantError(self.paths)

    __bool__ = __int__ = __float__ = __index__ = __complex__ = _refused
    __round__ = __floor__ = __ceil__ = __trunc__ = __hash__ = _refused
    __str__ = __format__ = _refused


def _beside(number: StepInput, tensor: Any) -> Tensor:
    """The number as a scalar tensor of another tensor's precision; float64 beside none."""
    import torch

    if tensor is None or not number.value.is_floating_point():
        return number.value
    dtype = tensor.dtype if tensor.is_floating_point() else torch.get_default_dtype()
    return number.value.to(dtype)
