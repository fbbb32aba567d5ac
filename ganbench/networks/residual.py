"""The residual blocks of networks for 32 x 32 pictures, as data.

Those of Gulrajani et al. 2017 and Miyato et al. 2018, appendix B.4, as their published code has
them: an activation before each convolution of 3 x 3, and what changes the side in the branch and in
the skip connection, which has a convolution of 1 x 1 wherever the side or the channels change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


def wide(before: int, after: int) -> Layer:
    """A convolution of 3 x 3: [batch, before, h, w] -> [batch, after, h, w]."""
    return convolution(before, after, 3, stride=1, padding=1)


@dataclass(frozen=True)
class Blocks:
    """The residual blocks of a network.

    Attributes:
        width: Channels of all blocks.
        activation: Before every convolution of 3 x 3 that does not take a picture.
        normalization: What precedes each activation, but in the block that takes a picture.
    """

    width: int
    activation: Activation
    normalization: Normalization

    @property
    def activated(self) -> tuple[Layer, ...]:
        """Normalisation and activation: [batch, width, h, w] to the same."""
        return (*normalized(self.normalization, self.width), activated(self.activation))

    @property
    def doubling(self) -> Layer:
        """[batch, width, h, w] -> [batch, width, 2 h, 2 w]."""
        branch = (*self.activated, UPSAMPLE, self._wide, *self.activated, self._wide)
        return _residual(branch, (UPSAMPLE, self._narrow(self.width)))

    @property
    def halving(self) -> Layer:
        """[batch, width, 2 h, 2 w] -> [batch, width, h, w]."""
        return _residual((*self._twice, HALVE), (self._narrow(self.width), HALVE))

    @property
    def plain(self) -> Layer:
        """[batch, width, h, w] to the same; what is skipped stays as it is."""
        return _residual(self._twice, ())

    def first(self, channels: int) -> Layer:
        """[batch, channels, 2 h, 2 w] -> [batch, width, h, w], of a picture as it is."""
        convolved = (wide(channels, self.width), activated(self.activation), self._wide)
        return _residual((*convolved, HALVE), (HALVE, self._narrow(channels)))

    @property
    def _twice(self) -> tuple[Layer, ...]:
        return (*self.activated, self._wide) * 2

    @property
    def _wide(self) -> Layer:
        return wide(self.width, self.width)

    def _narrow(self, before: int) -> Layer:
        """The convolution of a skip connection."""
        return convolution(before, self.width, 1, stride=1, padding=0)


def _residual(branch: Sequence[Layer], skip: Sequence[Layer]) -> Layer:
    return Layer(
        sum(layer.parameters for layer in (*branch, *skip)),
        lambda modules: modules.Residual(
            modules.Sequential(*(layer.build(modules) for layer in branch)),
            modules.Sequential(*(layer.build(modules) for layer in skip)),
        ),
    )
