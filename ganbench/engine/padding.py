"""Elementwise functions whose last bits depend on a number's place in its tensor.

On a CPU, torch computes exponentials and the like for many numbers at once with one approximation,
and for the few that are left over at a tensor's end with another. Which numbers those are depends
on how many seeds there are, unless each seed's numbers fill whole vectors: so they are padded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import pad

_VECTOR = 64
"""A multiple of the numbers that torch takes at once, on every processor it knows."""


def aligned() -> dict[Any, Callable[..., Tensor]]:
    """Returns what replaces the functions of a recorded step, by operation."""
    aten = torch.ops.aten
    return {
        op: partial(_padded, op)
        for op in (
            aten.cos.default,
            aten.elu.default,
            aten.elu_backward.default,
            aten.exp.default,
            aten.expm1.default,
            aten.log.default,
            aten.log1p.default,
            aten.pow.Scalar,
            aten.pow.Tensor_Scalar,
            aten.rsqrt.default,
            aten.sigmoid.default,
            aten.sigmoid_backward.default,
            aten.silu.default,
            aten.silu_backward.default,
            aten.sin.default,
            aten.softplus.default,
            aten.softplus_backward.default,
            aten.tanh.default,
            aten.tanh_backward.default,
        )
    }


def _padded(op: Callable[..., Tensor], *args: Any, **kwargs: Any) -> Tensor:
    """Applies `op` to tensors [seeds, *any] with each seed's numbers filled up to whole vectors."""
    tensors = [arg for arg in args if isinstance(arg, Tensor)]
    seeds, *rest = tensors[0].shape or (1,)
    own = prod(rest)
    done: Tensor = NotImplemented
    on_cpu = tensors[0].device.type == "cpu"
    if on_cpu and own % _VECTOR and all(tensor.shape == tensors[0].shape for tensor in tensors):
        filled = [
            pad(arg.reshape(seeds, own), (0, -own % _VECTOR)) if isinstance(arg, Tensor) else arg
            for arg in args
        ]
        done = _laid_out_as(tensors[0], op(*filled, **kwargs)[:, :own].reshape(tensors[0].shape))
    return done


def _laid_out_as(like: Tensor, x: Tensor) -> Tensor:
    """Orders x in memory as `op` would have: what follows was recorded for that.

    A convolution has its batch outside and the seeds inside, and views of it stay views.
    """
    order = sorted(range(like.dim()), key=like.stride, reverse=True)
    back = [order.index(axis) for axis in range(like.dim())]
    return x.permute(order).contiguous().permute(back)
