"""Convolutional networks in the manner of DCGAN (Radford et al. 2016)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.architecture import (
    SHORT,
    Activation,
    Architecture,
    Normalization,
    activation_parameters,
    compares,
    normalization_parameters,
    of_vectors,
)
from ganbench.networks.halving import output_padding, padding, sides
from ganbench.networks.minibatch import Head, Minibatch, appended

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn

_SLOPE = 0.2
"""Of leaky ReLU below 0, where nothing else is said."""


@dataclass(frozen=True)
class DCGANGenerator(Architecture):
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

    prior: int
    channels: int
    size: int
    width: int = 64
    activation: Activation = "relu"
    normalization: Normalization = "batch"
    stages: int = 2
    kernel: int = 4
    dense: int = 0
    refined: bool = False

    @property
    def _widths(self) -> tuple[int, ...]:
        widths = tuple(self.width << i for i in reversed(range(self.stages)))
        return (*widths, self.width // 2) if self.refined else widths

    @property
    def _entry(self) -> tuple[int, ...]:
        """Widths of the linear layers, from the prior on."""
        flat = self._widths[0] * sides(self.size, self.stages)[-1] ** 2
        return (self.prior, self.dense, flat) if self.dense else (self.prior, flat)

    @property
    @override
    def parameters(self) -> int:
        widths = self._widths
        linear = sum((a + 1) * b for a, b in pairwise(self._entry))
        convolutions = _convolution_parameters(self.kernel, *widths, self.channels)
        norms = normalization_parameters(self.normalization, self.dense + sum(widths))
        activations = activation_parameters(self.activation, len(widths) + bool(self.dense))
        return linear + convolutions + norms + activations

    @override
    def __str__(self) -> str:
        sizes = _joined(self.dense, *self._widths, self.channels)
        words = f"{_prefix(self.kernel)} {sizes} {self.activation}"
        return words + SHORT[self.normalization]

    @override
    def with_activation(self, activation: Activation) -> DCGANGenerator:
        return replace(self, activation=activation)

    @override
    def with_normalization(self, normalization: Normalization) -> DCGANGenerator:
        fitting = of_vectors(normalization) if self.dense else normalization
        return replace(self, normalization=fitting)

    @override
    def build(self) -> nn.Module:
        from torch import nn

        from ganbench.networks.layers import ACTIVATIONS, init_normal, normalized

        def followed(channels: int) -> list[nn.Module]:
            return [*normalized(self.normalization, channels), ACTIVATIONS[self.activation]()]

        layers: list[nn.Module] = []
        if self.dense:
            layers += [nn.Linear(self.prior, self.dense), *followed(self.dense)]
        *larger, smallest = sides(self.size, self.stages)
        widths, k = self._widths, self.kernel
        before, flat = self._entry[-2:]
        layers.append(nn.Linear(before, flat))
        layers.append(nn.Unflatten(1, (widths[0], smallest, smallest)))
        made = (*widths[1:], self.channels)
        for before, after, side in zip(widths, made, reversed(larger), strict=False):
            more = output_padding(side, k)
            transposed = nn.ConvTranspose2d(before, after, k, 2, padding(side, k), more)
            layers += [*followed(before), transposed]
        if self.refined:
            last = nn.Conv2d(widths[-1], self.channels, k, padding="same")
            layers += [*followed(widths[-1]), last]
        network = nn.Sequential(*layers, nn.Tanh())
        init_normal(network, 0.02)
        return network


@dataclass(frozen=True)
class DCGANDiscriminator(Architecture):
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
        outputs: Of a sample.
        minibatch: What precedes the last linear layer.
        stages: How many convolutions.
        kernel: Side of a convolution's kernel.
        dense: Width of one more linear layer before the last; 0 for none.
        slope: Of leaky ReLU below 0.
        normalizes_first: Whether normalisation precedes the first activation too.
    """

    channels: int
    size: int
    width: int = 64
    activation: Activation = "leaky-relu"
    normalization: Normalization = "none"
    outputs: int = 1
    minibatch: tuple[Minibatch, ...] = ()
    stages: int = 2
    kernel: int = 4
    dense: int = 0
    slope: float = _SLOPE
    normalizes_first: bool = False

    @property
    def _widths(self) -> tuple[int, ...]:
        return tuple(self.width << i for i in range(self.stages))

    @property
    def _features(self) -> tuple[int, int, int]:
        """The shape of what the convolutions make of a picture."""
        side = sides(self.size, self.stages)[-1]
        return (self._widths[-1], side, side)

    @property
    def _head(self) -> Head:
        shape = (self.dense,) if self.dense else self._features
        return Head(shape, self.minibatch, self.outputs)

    @property
    @override
    def parameters(self) -> int:
        widths = self._widths
        convolutions = _convolution_parameters(self.kernel, self.channels, *widths)
        dense = (prod(self._features) + 1) * self.dense
        normalized = self.dense + sum(widths if self.normalizes_first else widths[1:])
        norms = normalization_parameters(self.normalization, normalized)
        activations = activation_parameters(self.activation, len(widths) + bool(self.dense))
        return convolutions + dense + norms + activations + self._head.parameters

    @override
    def __str__(self) -> str:
        sizes = _joined(self.channels, *self._widths, self.dense, self.outputs)
        words = f"{_prefix(self.kernel)} {sizes} {self.activation}"
        if self.activation == "leaky-relu" and self.slope != _SLOPE:
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
    def with_activation(self, activation: Activation) -> DCGANDiscriminator:
        # leaky ReLU by choice has one slope for every network
        return replace(self, activation=activation, slope=_SLOPE)

    @override
    def with_normalization(self, normalization: Normalization) -> DCGANDiscriminator:
        fitting = of_vectors(normalization) if self.dense else normalization
        return replace(self, normalization=fitting)

    @property
    @override
    def compares(self) -> str:
        return compares(self.normalization, self.minibatch)

    @override
    def with_minibatch(self, layer: Minibatch) -> DCGANDiscriminator:
        return replace(self, minibatch=(*self.minibatch, layer))

    @override
    def build(self) -> nn.Module:
        from torch import nn

        from ganbench.networks.layers import activated, init_normal, normalized

        widths, k = self._widths, self.kernel
        layers: list[nn.Module] = []
        for i, side in enumerate(sides(self.size, self.stages)[:-1]):
            before = widths[i - 1] if i else self.channels
            layers.append(nn.Conv2d(before, widths[i], k, 2, padding(side, k)))
            if i or self.normalizes_first:
                layers += normalized(self.normalization, widths[i])
            layers.append(activated(self.activation, self.slope))
        if self.dense:
            layers += [nn.Flatten(), nn.Linear(prod(self._features), self.dense)]
            layers += normalized(self.normalization, self.dense)
            layers.append(activated(self.activation, self.slope))
        network = nn.Sequential(*layers, *self._head.build())
        init_normal(network, 0.02)
        return network


def _convolution_parameters(kernel: int, *channels: int) -> int:
    """Counts the weights and biases of convolutions from channels to channels."""
    return sum((kernel**2 * a + 1) * b for a, b in pairwise(channels))


def _prefix(kernel: int) -> str:
    """What a network's words start with: of its kernels only if they are not 4 wide."""
    return "DCGAN" if kernel == 4 else f"DCGAN {kernel}x{kernel}"


def _joined(*sizes: int) -> str:
    """A network's widths in words, without a layer that is not there."""
    return "-".join(str(size) for size in sizes if size)
