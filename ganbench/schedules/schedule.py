"""What a schedule is."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt, Le
from typing_extensions import Self, override

from ganbench.bounds import Bounded, BoundsError, Count, Mistake
from ganbench.errors import GanbenchError
from ganbench.step_input import StepInput
from ganbench.varying import Varying

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Schedule(Bounded, Varying):
    """A number on its way from `start` to `end`, where it stays.

    Attributes:
        start: Its value before the first generator step.
        end: Its value from the end of the way on.
        steps: Generator steps that the way takes.
        share: How much of the budget's generator steps the way takes, in the place of `steps`; all
            of them where neither is given.
    """

    start: float
    end: float
    steps: Count | None = None
    share: Annotated[float, Gt(0), Le(1)] | None = None

    @override
    def __post_init__(self) -> None:
        if self.steps is not None and self.share is not None:
            raise BoundsError(Mistake("share", "none beside `steps`", self.share))

    @property
    @override
    def ends(self) -> tuple[float, float]:
        return self.start, self.end

    @override
    def within(self, steps: int) -> Self:
        if self.steps is not None:
            return self
        way = max(1, round((1.0 if self.share is None else self.share) * steps))
        return replace(self, steps=way, share=None)

    @override
    def at(self, step: Tensor, path: str) -> StepInput:
        if self.steps is None:
            raise GanbenchError(
                f"{path}: expected a schedule in generator steps, found a share of a budget that "
                "is not known. Give it `steps`, or call its `within`."
            )
        gone = self._gone((step.double() / self.steps).clamp(max=1))
        return StepInput((1 - gone) * self.start + gone * self.end, frozenset([path]))

    @abstractmethod
    def _gone(self, time: Tensor) -> Tensor:
        """How much of the way from start to end is made at a time in [0, 1]: a scalar in [0, 1]."""
