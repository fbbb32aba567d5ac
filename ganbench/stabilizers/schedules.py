"""How a strength falls with the generator's steps."""

from __future__ import annotations

import math
from typing import Literal

from torch import Tensor

Shape = Literal["linear", "cosine", "exponential"]


def left(shape: Shape, step: Tensor, steps: int, rest: float = 0.01) -> Tensor | float:
    """Returns what is left of a strength, from 1 at step 0 to the end at `steps` and after it.

    With t = step / steps: 1 - t (linear), (1 + cos(pi t)) / 2 (cosine), rest^t (exponential,
    which ends at `rest`, not at 0).

    Args:
        shape: Which curve.
        step: Generator updates so far, a scalar tensor.
        steps: Where it ends; 0 keeps the full strength for ever.
        rest: What an exponential comes to.
    """
    if not steps:
        return 1.0
    t = (step / steps).clamp(max=1)
    if shape == "linear":
        return 1 - t
    if shape == "cosine":
        return (1 + (math.pi * t).cos()) / 2
    return rest**t
