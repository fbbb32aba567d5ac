"""How a strength falls with the generator's steps."""

from __future__ import annotations

import math
from typing import Literal

from torch import Tensor

Curve = Literal["linear", "cosine", "exponential"]


def remaining(curve: Curve, step: Tensor, steps: int, rest: float = 0.01) -> Tensor | float:
    """Returns the share of a strength that remains, a scalar: 1 at step 0, least from `steps` on.

    With t = step / steps: 1 - t (linear), (1 + cos(pi t)) / 2 (cosine), rest^t (exponential,
    which ends at `rest`, not at 0).

    Args:
        curve: How it falls.
        step: Generator updates so far, a scalar tensor.
        steps: Generator updates after which it falls no further; 0 keeps the full strength.
        rest: The share that remains at the end of an exponential.
    """
    if not steps:
        return 1.0
    t = (step / steps).clamp(max=1)
    if curve == "linear":
        return 1 - t
    if curve == "cosine":
        return (1 + (math.pi * t).cos()) / 2
    return rest**t
