"""Layers that stay exact where matrix products are rounded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import torch
from torch import Tensor, nn

_Module = TypeVar("_Module", bound=nn.Module)


def full_precision(
    forward: Callable[[_Module, Tensor], Tensor],
) -> Callable[[_Module, Tensor], Tensor]:
    """Makes a `forward` compute in float32 under autocast; elsewhere it stays as it is.

    For layers whose result is not a product but a statistic: a norm, a variance, distances. Of
    bfloat16's 8 bits a difference of near numbers would leave few.

    Args:
        forward: From a tensor to a tensor; under autocast its input is converted to float32 and
            autocast is off inside.
    """

    @wraps(forward)
    def exact(module: _Module, x: Tensor) -> Tensor:
        device = x.device.type
        known = torch.amp.is_autocast_available(device)  # "meta" is not, and asking on would raise
        if not (known and torch.is_autocast_enabled(device)):
            return forward(module, x)
        with torch.autocast(device, enabled=False):
            return forward(module, x.float())

    return exact
