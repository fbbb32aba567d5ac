"""Counts floating point operations while they run."""

from __future__ import annotations

from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry
from typing_extensions import override


class Flops(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Adds up the operations by torch's own formulas.

    `FlopCounterMode` does the same but follows modules too, which fails in nested gradients.
    """

    total = 0

    @override
    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        output = func(*args, **(kwargs or {}))
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            self.total += formula(*args, **(kwargs or {}), out_val=output)
        return output
