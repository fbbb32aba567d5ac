"""The layers that networks consist of, as data: counted without torch, built with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # networks are counted and listed without importing torch
    from torch import nn

Shape = tuple[int, ...]
"""The features of one sample: [channels], or [channels, height, width]."""

Activation = Literal["sigmoid", "tanh", "relu", "leaky-relu", "prelu", "elu", "silu"]
Normalization = Literal["none", "batch", "layer", "instance"]

SLOPE = 0.2
"""The slope of leaky ReLU below 0, where a network has no other."""


@dataclass(frozen=True)
class Layer:
    """A layer, from which its parameters are counted and its module is made.

    Attributes:
        parameters: How many trainable numbers it has.
        build: Makes the module, freshly initialised, from what `ganbench.networks.modules` holds;
            it is handed over so that a description does not import torch.
    """

    parameters: int
    build: Callable[[ModuleType], nn.Module]


FLATTEN = Layer(0, lambda modules: modules.Flatten())
"""[batch, *shape] -> [batch, prod(shape)]."""

TANH = Layer(0, lambda modules: modules.Tanh())
"""[batch, ...] to the same, in [-1, 1]."""


def unflatten(shape: Shape) -> Layer:
    """[batch, prod(shape)] -> [batch, *shape]."""
    return Layer(0, lambda modules: modules.Unflatten(1, shape))


def max_pieces(pieces: int) -> Layer:
    """The greatest of each unit's pieces: [batch, units * pieces] -> [batch, units]."""
    return Layer(0, lambda modules: modules.MaxPieces(pieces))


def linear(before: int, after: int) -> Layer:
    """[batch, before] -> [batch, after]."""
    return Layer((before + 1) * after, lambda modules: modules.Linear(before, after))


def convolution(
    before: int, after: int, kernel: int, *, stride: int, padding: int | Literal["same"]
) -> Layer:
    """[batch, before, h, w] -> [batch, after, ~h / stride, ~w / stride].

    Args:
        before: Channels of the input.
        after: Channels of the output.
        kernel: Side of the kernel.
        stride: Positions from one place of the kernel to the next.
        padding: Lines of zeros around the input; "same" keeps its sides.
    """
    return Layer(
        (kernel**2 * before + 1) * after,
        lambda modules: modules.Conv2d(before, after, kernel, stride, padding),
    )


def transposed_convolution(
    before: int, after: int, kernel: int, padding: int, output_padding: int
) -> Layer:
    """A transposed convolution of stride 2: [batch, before, h, w] -> [batch, after, ~2 h, ~2 w].

    Args:
        before: Channels of the input.
        after: Channels of the output.
        kernel: Side of the kernel.
        padding: That of the convolution that this one undoes.
        output_padding: Lines that the output lacks with that padding.
    """
    return Layer(
        (kernel**2 * before + 1) * after,
        lambda modules: modules.ConvTranspose2d(before, after, kernel, 2, padding, output_padding),
    )


def activated(kind: Activation, slope: float = SLOPE) -> Layer:
    """An activation, of which PReLU has one parameter; `slope` is that of leaky ReLU below 0."""
    return Layer(int(kind == "prelu"), lambda modules: modules.activation(kind, slope))


def normalized(kind: Normalization, channels: int) -> tuple[Layer, ...]:
    """The layer that normalises, with a scale and a shift for each channel; none for "none"."""
    if kind == "none":
        return ()
    return (Layer(2 * channels, lambda modules: modules.normalization(kind, channels)),)
