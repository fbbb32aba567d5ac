"""A number that changes in the course of training."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from typing_extensions import Self

from ganbench.step_input import StepInput

if TYPE_CHECKING:
    from torch import Tensor


class Varying(ABC):
    """A number that is a function of the generator's steps, in the place of a constant one."""

    @property
    @abstractmethod
    def ends(self) -> tuple[float, float]:
        """Its value before the first step, and the last one that it reaches."""

    @abstractmethod
    def at(self, step: Tensor, path: str) -> StepInput:
        """Returns its value.

        Args:
            step: Generator updates so far, a scalar tensor.
            path: What the number is called where it cannot be used.
        """

    @abstractmethod
    def within(self, steps: int) -> Self:
        """Returns the same in a budget of so many generator steps, of which it may be a share."""
