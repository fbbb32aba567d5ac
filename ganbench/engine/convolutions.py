"""Convolutions on a CPU, a call for each seed where it matters.

Vectorised over seeds, a convolution is one in groups, a group for each seed. oneDNN takes another
kernel where all groups together have fewer channels than a vector has numbers: two seeds' colour
pictures have 6, three seeds' have 9, and a seed would notice its cohort in the last bits. And of
large kernels, groups take up to twice the time of calls one by one. What is neither stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

_FEW = range(2, 16)
"""Channels of a seed's picture for which the number of seeds may choose the kernel."""
_LARGE = 1 << 19
"""Weights of a seed's kernel from which calls one by one are quicker."""


def convolution(
    x: Tensor, weight: Tensor, bias: Tensor | None, *how: bool | int | Sequence[int]
) -> Tensor:
    """What `aten.convolution` is replaced by in a recorded step; `NotImplemented` leaves it alone.

    Args:
        x: [batch, groups * channels, height, width].
        weight: [groups * out, channels, *kernel]; [groups * channels, out, *kernel] if transposed.
        bias: [groups * out], or none.
        how: Stride, padding, dilation, transposed, output_padding and groups, as torch has them.

    Returns:
        [batch, groups * out, height, width].
    """
    *same, transposed, output_padding, groups = how
    assert isinstance(groups, int)
    if not _apart(x, weight, groups, few=not transposed):
        unchanged: Tensor = NotImplemented
        return unchanged
    biases = bias.chunk(groups) if bias is not None else [None] * groups
    one = (*same, transposed, output_padding, 1)
    own = zip(_own(x, groups), weight.chunk(groups), biases, strict=True)
    return torch.cat([torch.ops.aten.convolution(a, w, b, *one) for a, w, b in own], 1)


def convolution_backward(
    grad: Tensor,
    x: Tensor,
    weight: Tensor,
    bias_sizes: Sequence[int] | None,
    *how: bool | int | Sequence[int] | Sequence[bool],
) -> tuple[Tensor | None, ...]:
    """What `aten.convolution_backward` is replaced by in a recorded step, or `NotImplemented`.

    The gradient of a transposed convolution's input is a convolution of what it made, which may
    have few channels.

    Args:
        grad: The gradient of the convolution's output, [batch, groups * out, height, width].
        x: The convolution's input, [batch, groups * channels, height, width].
        weight: As for `convolution`.
        bias_sizes: [groups * out], or `None` without a bias.
        how: Stride, padding, dilation, transposed, output_padding, groups and which of the three
            gradients are wanted, as torch has them.

    Returns:
        The gradients of the input, the weight and the bias, each shaped like it; `None` where one
        is not wanted.
    """
    *same, transposed, output_padding, groups, wanted = how
    assert isinstance(groups, int)
    assert isinstance(wanted, Sequence)
    if not _apart(grad, weight, groups, few=bool(transposed)):
        unchanged: tuple[Tensor | None, ...] = NotImplemented
        return unchanged
    sizes = [size // groups for size in bias_sizes] if bias_sizes is not None else None
    one = (sizes, *same, transposed, output_padding, 1, wanted)
    own = zip(_own(grad, groups), _own(x, groups), weight.chunk(groups), strict=True)
    parts = [torch.ops.aten.convolution_backward(g, a, w, *one) for g, a, w in own]
    down, down_weight, down_bias = zip(*parts, strict=True)
    return (
        torch.cat(down, 1) if wanted[0] else None,
        torch.cat(down_weight) if wanted[1] else None,
        torch.cat(down_bias) if wanted[2] else None,
    )


def _apart(picture: Tensor, weight: Tensor, groups: int, few: bool) -> bool:
    """Whether each seed has a call of its own; `few` where `weight.shape[1]` are what is summed."""
    if groups == 1 or picture.device.type != "cpu":
        return False
    return weight.numel() >= groups * _LARGE or (few and weight.shape[1] in _FEW)


def _own(x: Tensor, groups: int) -> list[Tensor]:
    """Each seed's channels, laid out the same way whatever the number of seeds."""
    return [part.contiguous() for part in x.chunk(groups, 1)]
