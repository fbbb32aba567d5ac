"""Noise without chance: numbers whose first moments are those of the distribution."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganbench.engine.batch import Draws, Noise, filled
from ganbench.stabilizers.noise import Draw


def exact_draws(draws: Draws) -> Noise:
    """Returns exact noise for all draws of a turn, each of which is uncorrelated with the others.

    Args:
        draws: What stabilizers ask for; real and generated samples have noise of their own.
    """
    taken = 0

    def fill(_: str, draw: Draw) -> Tensor:
        nonlocal taken
        noise = exact(draw, taken)
        taken += noise.numel() // max(noise.shape, default=1)
        return noise

    return filled(draws, fill)


def exact(draw: Draw, before: int = 0) -> Tensor:
    """Returns noise whose first moments are exact over a batch, in float64.

    The longest axis is the batch; what stands beside it are columns. Normal noise is +1 or -1:
    each column has mean 0 and variance 1, and two columns are uncorrelated, for as many columns as
    there are Walsh functions of a quarter of the batch. Uniform noise lies in the
    middles of equal shares of [0, 1], in each column in another order.

    Each quarter of a batch has the same noise, so that it is independent of `sides`.

    Args:
        draw: The distribution and the shape.
        before: Columns of other noise that is uncorrelated with this.
    """
    shape = draw.shape or (1,)
    axis = shape.index(max(shape))
    rows, rest = shape[axis], (*shape[:axis], *shape[axis + 1 :])
    period = rows // 4 if rows % 4 == 0 else rows
    row = torch.arange(rows)[:, None] % period
    column = before + torch.arange(math.prod(rest))
    if draw.distribution == "normal":
        values = _walsh(row, column, period & -period)
    else:
        values = ((row + 7 * column) % period + 0.5).double() / period
    return values.view(rows, *rest).movedim(0, axis).reshape(draw.shape)


def sides(batch: int, quarters: int) -> Tensor:
    """Returns +1 and -1 for the two sides of a cloud, [batch, 1].

    Args:
        batch: Rows, a multiple of 4.
        quarters: After how many quarters of the batch the side changes, 1 or 2: two clouds of the
            same points, which do not lie in the same rows.
    """
    quarter = torch.arange(batch)[:, None] // (batch // 4)
    return 1.0 - 2 * (quarter // quarters % 2).double()


def _walsh(row: Tensor, column: Tensor, width: int) -> Tensor:
    """Values +1 and -1 of Walsh functions that change slowly first, [rows, columns].

    Args:
        row: Places, [rows, 1].
        column: Which function, [columns].
        width: The period, a power of 2.
    """
    bits = width.bit_length() - 1
    order = 1 + column % max(width - 1, 1)
    parity = sum(
        (((order >> b) & (row >> (bits - 1 - b))) & 1 for b in range(bits)),
        torch.zeros_like(row + column),
    )
    return 1.0 - 2 * (parity % 2).double()
