"""Changes of pictures, [batch, channels, height, width], each sample by numbers of its own.

All are linear or affine in the pixels, differentiable to any order, and of the same shape for
every sample, so that they run for many seeds at once.
"""

from __future__ import annotations

import torch
from torch import Tensor


def moved(x: Tensor, down: Tensor, right: Tensor) -> Tensor:
    """Shifts pictures by whole pixels; what comes in from outside is 0.

    A shift is a product with a matrix of zeros and ones, which needs no indices and is exact.

    Args:
        x: Pictures, [batch, channels, height, width].
        down: Pixels to shift down, whole numbers, [batch].
        right: Pixels to shift to the right, whole numbers, [batch].
    """
    rows, columns = _shift(x.shape[2], down), _shift(x.shape[3], right)
    return torch.einsum("bij,bcjk,blk->bcil", rows.to(x.dtype), x, columns.to(x.dtype))


def _shift(size: int, by: Tensor) -> Tensor:
    """The matrices [batch, size, size] whose row i picks i - by."""
    place = torch.arange(size, device=by.device)
    return place[:, None] - place == by[:, None, None]


def flipped(x: Tensor, flip: Tensor) -> Tensor:
    """Mirrors the pictures left to right where `flip`, [batch] of bool, is true."""
    return torch.where(flip[:, None, None, None], x.flip(3), x)


def cut_out(x: Tensor, top: Tensor, left: Tensor, size: tuple[int, int]) -> Tensor:
    """Sets a rectangle to 0.

    Args:
        x: Pictures, [batch, channels, height, width].
        top: The first row of the rectangle, [batch]; it may begin or end outside.
        left: The first column of the rectangle, [batch].
        size: The height and width of the rectangle.
    """
    inside = _span(x.shape[2], top, size[0])[:, :, None] & _span(x.shape[3], left, size[1])[:, None]
    return torch.where(inside[:, None], 0.0, x)


def _span(size: int, start: Tensor, length: int) -> Tensor:
    """Which of [batch, size] places lie in [start, start + length)."""
    place = torch.arange(size, device=start.device) - start[:, None]
    return (place >= 0) & (place < length)


def uniform_integers(uniform: Tensor, low: int, high: int) -> Tensor:
    """Turns uniform numbers on [0, 1) into uniform integers from `low` to `high`, both included.

    Args:
        uniform: Numbers on [0, 1), any shape.
        low: The smallest integer.
        high: The largest integer.

    Returns:
        Integers as floating point numbers, of the shape of `uniform`.
    """
    return (uniform * (high - low + 1)).floor().clamp(max=high - low) + low
