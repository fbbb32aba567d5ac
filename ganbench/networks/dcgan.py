"""Convolutional networks in the manner of DCGAN (Radford et al. 2016)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Annotated

from annotated_types import Ge
from typing_extensions import override

from ganbench.bounds import Count
from ganbench.networks.architecture import UnsuitedError
from ganbench.networks.halving import output_padding, padding, sides
from ganbench.networks.layer import (
    FLATTEN,
    SLOPE,
    TANH,
    Activation,
    Layer,
    Normalization,
    Shape,
    activated,
    convolution,
    linear,
    normalized,
    transposed_convolution,
    unflatten,
)
from ganbench.networks.layered import SHORT, Layered, appended, compares, of_vectors
from ganbench.networks.minibatch import MinibatchLayer, head

_DOUBLING = (
    "its layers have twice the channels at half the size: choose `width`, those at half size"
)
"""Why the widths of hidden layers cannot be chosen one by one."""


@dataclass(frozen=True)
class DCGANGenerator(Layered):
    """Linear, then transposed convolutions of stride 2, and tanh at the end.

    Normalisation and activation lie between. [batch, prior] -> [batch, channels, size, size], in
    [-1, 1].

    Attributes:
        prior: Width of the input.
        channels: Channels of a picture.
        size: Side of a picture; it is halved, rounded up, down to where the convolutions start.
        width: Channels at half size; twice as many at a quarter, and so on.
        activation: After every layer but the last.
        normalization: What precedes each activation.
        stages: How many transposed convolutions.
        kernel: Side of a convolution's kernel.
        dense: Width of one more linear layer before the first; 0 for none.
        refined: Whether the last transposed convolution makes half of `width` channels, of which
            one more convolution, of stride 1, makes the picture.
    """

    prior: Count
    channels: Count
    size: Count
    width: Count = 64
    activation: Activation = "relu"
    normalization: Normalization = "batch"
    stages: Count = 2
    kernel: Count = 4
    dense: Annotated[int, Ge(0)] = 0
    refined: bool = False
    init_std = 0.02  # the paper's, so no field

    @property
    def _widths(self) -> tuple[int, ...]:
        widths = tuple(self.width << i for i in reversed(range(self.stages)))
        return (*widths, self.width // 2) if self.refined else widths

    @property
    @override
    def layers(self) -> list[Layer]:
        *larger, smallest = sides(self.size, self.stages)
        widths, k = self._widths, self.kernel
        layers: list[Layer] = []
        if self.dense:
            layers += [linear(self.prior, self.dense), *self._followed(self.dense)]
        layers.append(linear(self.dense or self.prior, widths[0] * smallest**2))
        layers.append(unflatten((widths[0], smallest, smallest)))
        made = (*widths[1:], self.channels)
        for before, after, side in zip(widths, made, reversed(larger), strict=False):
            more = output_padding(side, k)
            up = transposed_convolution(before, after, k, padding(side, k), more)
            layers += [*self._followed(before), up]
        if self.refined:
            last = convolution(widths[-1], self.channels, k, stride=1, padding="same")
            layers += [*self._followed(widths[-1]), last]
        return [*layers, TANH]

    def _followed(self, channels: int) -> tuple[Layer, ...]:
        """What follows a layer of so many channels."""
        return (*normalized(self.normalization, channels), activated(self.activation))

    @override
    def __str__(self) -> str:
        sizes = _joined(self.dense, *self._widths, self.channels)
        words = f"{_prefix(self.kernel)} {sizes} {self.activation}"
        return words + SHORT[self.normalization]

    @override
    def with_hidden(self, widths: Sequence[int]) -> DCGANGenerator:
        raise UnsuitedError(_DOUBLING)

    @override
    def with_width(self, width: int) -> DCGANGenerator:
        if self.refined and width < 2:
            raise UnsuitedError("its last layer takes half of the width: choose one from 2")
        return replace(self, width=width)

    @override
    def with_activation(self, activation: Activation) -> DCGANGenerator:
        return replace(self, activation=activation)

    @override
    def with_normalization(self, normalization: Normalization) -> DCGANGenerator:
        fitting = of_vectors(normalization) if self.dense else normalization
        return replace(self, normalization=fitting)


@dataclass(frozen=True)
class DCGANDiscriminator(Layered):
    """Convolutions of stride 2 with an activation after each, then linear.

    No normalisation unless asked for: a gradient penalty is one sample's own (Gulrajani et al.
    2017, section 4), which batch normalisation would spoil, and the same network must serve every
    method. [batch, channels, size, size] -> [batch, outputs].

    Attributes:
        channels: Channels of a picture.
        size: Side of a picture; each convolution halves it, rounded up.
        width: Channels at half size; twice as many at a quarter, and so on.
        activation: After every layer but the last.
        normalization: What precedes each activation but the first; the paper has none there.
        outputs: Numbers that the network makes of a sample.
        minibatch: What precedes the last linear layer.
        stages: How many convolutions.
        kernel: Side of a convolution's kernel.
        dense: Width of one more linear layer before the last; 0 for none.
        slope: The slope of leaky ReLU below 0.
        normalizes_first: Whether normalisation precedes the first activation too.
    """

    channels: Count
    size: Count
    width: Count = 64
    activation: Activation = "leaky-relu"
    normalization: Normalization = "none"
    outputs: Count = 1
    minibatch: tuple[MinibatchLayer, ...] = ()
    stages: Count = 2
    kernel: Count = 4
    dense: Annotated[int, Ge(0)] = 0
    slope: float = SLOPE
    normalizes_first: bool = False
    init_std = 0.02  # the paper's, so no field

    @property
    def _widths(self) -> tuple[int, ...]:
        return tuple(self.width << i for i in range(self.stages))

    @property
    def _features(self) -> Shape:
        """The shape of what the convolutions make of a picture."""
        side = sides(self.size, self.stages)[-1]
        return (self._widths[-1], side, side)

    @property
    @override
    def layers(self) -> list[Layer]:
        k, widths = self.kernel, (self.channels, *self._widths)
        layers: list[Layer] = []
        for i, side in enumerate(sides(self.size, self.stages)[:-1]):
            before, after = widths[i : i + 2]
            layers.append(convolution(before, after, k, stride=2, padding=padding(side, k)))
            plain = i == 0 and not self.normalizes_first
            layers += [self._activated] if plain else self._followed(after)
        shape = self._features
        if self.dense:
            layers += [FLATTEN, linear(prod(shape), self.dense), *self._followed(self.dense)]
            shape = (self.dense,)
        return [*layers, *head(shape, self.minibatch, self.outputs)]

    def _followed(self, channels: int) -> tuple[Layer, ...]:
        """What follows a layer of so many channels."""
        return (*normalized(self.normalization, channels), self._activated)

    @property
    def _activated(self) -> Layer:
        return activated(self.activation, self.slope)

    @override
    def __str__(self) -> str:
        sizes = _joined(self.channels, *self._widths, self.dense, self.outputs)
        words = f"{_prefix(self.kernel)} {sizes} {self.activation}"
        if self.activation == "leaky-relu" and self.slope != SLOPE:
            words += f" {self.slope:g}"
        words += SHORT[self.normalization]
        if self.normalizes_first and self.normalization != "none":
            words += " from the first layer on"
        return words + appended(self.minibatch)

    @override
    def packed(self, samples: int) -> DCGANDiscriminator:
        return replace(self, channels=samples * self.channels)

    @override
    def with_outputs(self, number: int) -> DCGANDiscriminator:
        return replace(self, outputs=number)

    @override
    def with_hidden(self, widths: Sequence[int]) -> DCGANDiscriminator:
        raise UnsuitedError(_DOUBLING)

    @override
    def with_width(self, width: int) -> DCGANDiscriminator:
        return replace(self, width=width)

    @override
    def with_activation(self, activation: Activation) -> DCGANDiscriminator:
        # leaky ReLU by choice has one slope for every network
        return replace(self, activation=activation, slope=SLOPE)

    @override
    def with_normalization(self, normalization: Normalization) -> DCGANDiscriminator:
        fitting = of_vectors(normalization) if self.dense else normalization
        return replace(self, normalization=fitting)

    @property
    @override
    def compares(self) -> str:
        return compares(self.normalization, self.minibatch)

    @override
    def with_minibatch(self, layer: MinibatchLayer) -> DCGANDiscriminator:
        return replace(self, minibatch=(*self.minibatch, layer))


def _prefix(kernel: int) -> str:
    """What a network's words start with: of its kernels only if they are not 4 wide."""
    return "DCGAN" if kernel == 4 else f"DCGAN {kernel}x{kernel}"


def _joined(*sizes: int) -> str:
    """A network's widths in words, without a layer that is not there."""
    return "-".join(str(size) for size in sizes if size)
