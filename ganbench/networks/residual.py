"""The residual blocks of networks for 32 x 32 pictures, as data.

Those of Gulrajani et al. 2017 and Miyato et al. 2018, appendix B.4, as their published code has
them: an activation before each convolution of 3 x 3, and what changes the side in the branch and in
the skip connection, which has a convolution of 1 x 1 wherever the side or the channels change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ganbench.networks.layer import (
    Activation,
    Layer,
    Normalization,
    activated,
    convolution,
    normalized,
)

Pooling = Literal["sum", "mean"]
"""What is taken of all positions of a channel."""

UPSAMPLE = Layer(0, lambda modules: modules.Upsampling())
"""[batch, channels, h, w] -> [batch, channels, 2 h, 2 w]."""

HALVE = Layer(0, lambda modules: modules.AveragePooling())
"""[batch, channels, 2 h, 2 w] -> [batch, channels, h, w]."""


def pooled(kind: Pooling) -> Layer:
    """[batch, channels, h, w] -> [batch, channels]."""
    return Layer(0, lambda modules: modules.GlobalPooling(kind))


def upsampling_block(width: int, activation: Activation, normalization: Normalization) -> Layer:
    """[batch, width, h, w] -> [batch, width, 2 h, 2 w]."""
    before = _before(width, activation, normalization)
    branch = (*before, UPSAMPLE, wide(width, width), *before, wide(width, width))
    return _residual(branch, (UPSAMPLE, _narrow(width, width)))


def first_block(channels: int, width: int, activation: Activation) -> Layer:
    """[batch, channels, 2 h, 2 w] -> [batch, width, h, w], for a picture.

    A picture's pixels are not activated, nor is anything normalised.
    """
    branch = (wide(channels, width), activated(activation), wide(width, width), HALVE)
    return _residual(branch, (HALVE, _narrow(channels, width)))


def halving_block(width: int, activation: Activation, normalization: Normalization) -> Layer:
    """[batch, width, 2 h, 2 w] -> [batch, width, h, w]."""
    branch = (*_twice(width, activation, normalization), HALVE)
    return _residual(branch, (_narrow(width, width), HALVE))


def plain_block(width: int, activation: Activation, normalization: Normalization) -> Layer:
    """[batch, width, h, w] to the same; what is skipped stays as it is."""
    return _residual(_twice(width, activation, normalization), ())


def wide(before: int, after: int) -> Layer:
    """A convolution of 3 x 3: [batch, before, h, w] -> [batch, after, h, w]."""
    return convolution(before, after, 3, stride=1, padding=1)


def _narrow(before: int, after: int) -> Layer:
    return convolution(before, after, 1, stride=1, padding=0)


def _before(width: int, activation: Activation, normalization: Normalization) -> tuple[Layer, ...]:
    """What precedes a convolution."""
    return (*normalized(normalization, width), activated(activation))


def _twice(width: int, activation: Activation, normalization: Normalization) -> tuple[Layer, ...]:
    return (*_before(width, activation, normalization), wide(width, width)) * 2


def _residual(branch: Sequence[Layer], skip: Sequence[Layer]) -> Layer:
    return Layer(
        sum(layer.parameters for layer in (*branch, *skip)),
        lambda modules: modules.Residual(
            modules.Sequential(*(layer.build(modules) for layer in branch)),
            modules.Sequential(*(layer.build(modules) for layer in skip)),
        ),
    )
