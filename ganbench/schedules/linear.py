"""A straight way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.schedules.schedule import Schedule

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Linear(Schedule):
    """Linear: start + t (end - start), t = step / steps, and `end` from there on.

    Attributes:
        start: Its value before the first generator step.
        end: Its value from the end of the way on.
        steps: Generator steps that the way takes.
        share: How much of the budget's generator steps the way takes, in the place of `steps`; all
            of them where neither is given.
    """

    @override
    def _gone(self, time: Tensor) -> Tensor:
        return time
