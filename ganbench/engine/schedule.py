"""How long a cohort trains, and how often it is measured."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """How long to train and how often to measure.

    Attributes:
        steps: Generator steps.
        every: Generator steps between two evaluations; the first and the last are always made.
        seconds: Training seconds of a trial, its share of its cohort's, after which it is stopped
            at its next evaluation; infinite for none.
        kept: Samples that are kept of each shown evaluation; 0 where none are to be shown.
    """

    steps: int
    every: int
    seconds: float = math.inf
    kept: int = 512

    def evaluations(self, after: int) -> Iterator[int]:
        """Yields the steps at which to evaluate, later than `after`."""
        yield from range((after // self.every + 1) * self.every, self.steps, self.every)
        if after < self.steps:
            yield self.steps

    def shown(self, step: int) -> bool:
        """Whether samples of this evaluation are kept: about six, evenly, first and last."""
        stride = max(1, math.ceil(self.steps / self.every / 5)) * self.every
        return self.kept > 0 and (step % stride == 0 or step == self.steps)

    def saved(self, step: int) -> bool:
        """Whether a checkpoint is written after this evaluation.

        It is after each of them. Where they are less than ten steps apart, as in games that are
        measured at each step, it is after every tenth step once the first hundred are over.
        """
        stride = math.ceil(10 / self.every) * self.every
        return step <= 100 or step % stride == 0 or step == self.steps
