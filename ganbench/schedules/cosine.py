"""A way that begins and ends slowly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.schedules.schedule import Schedule

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Cosine(Schedule):
    """Cosine: end + (start - end) (1 + cos(pi t)) / 2, t = step / steps, and `end` from there on.

    With a share below 1 the way is a burn-in, after which the number stays.

    Source: Loshchilov & Hutter 2017, SGDR: Stochastic Gradient Descent with Warm Restarts, equation
    5, without restarts; as a burn-in: Huang et al. 2024, The GAN is dead; long live the GAN!, and
    the authors' code.

    Attributes:
        start: Its value before the first generator step.
        end: Its value from the end of the way on.
        steps: Generator steps that the way takes.
        share: How much of the budget's generator steps the way takes, in the place of `steps`; all
            of them where neither is given.
    """

    @override
    def _gone(self, time: Tensor) -> Tensor:
        return (1 - (math.pi * time).cos()) / 2
