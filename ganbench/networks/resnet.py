"""The residual networks for 32 x 32 pictures of Gulrajani et al. 2017 and Miyato et al. 2018."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Count
from ganbench.networks.layer import (
    TANH,
    Activation,
    Layer,
    Normalization,
    activated,
    linear,
    unflatten,
)
from ganbench.networks.layered import SHORT, Layered, appended, compares
from ganbench.networks.minibatch import MinibatchLayer, head
from ganbench.networks.residual import Blocks, Pooling, pooled, wide

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


class ResNet(Layered):
    """A residual network, its weights from Xavier's uniform distribution and its biases 0."""

    init_std = None

    @override
    def build(self) -> nn.Module:
        from ganbench.networks import modules

        network = super().build()
        modules.init_xavier(network)
        return network


@dataclass(frozen=True)
class ResNetGenerator(ResNet):
    """Linear, three residual blocks that double the side, and a convolution with tanh at the end.

    [batch, prior] -> [batch, channels, 8 bottom, 8 bottom], in [-1, 1]. Upsampling takes the
    nearest neighbour.

    Source: Miyato et al. 2018, Spectral Normalization for Generative Adversarial Networks, table 4,
    of width 256; Gulrajani et al. 2017, Improved Training of Wasserstein GANs, of width 128; and
    the published code of both.

    Attributes:
        prior: Width of the input.
        channels: Channels of a picture.
        width: Channels of all that is between.
        activation: Before every convolution of 3 x 3.
        normalization: What precedes each activation.
        bottom: Side of what the linear layer makes; a picture's is eight times that.
    """

    prior: Count
    channels: Count
    width: Count = 256
    activation: Activation = "relu"
    normalization: Normalization = "batch"
    bottom: Count = 4

    @property
    @override
    def layers(self) -> list[Layer]:
        width, side = self.width, self.bottom
        blocks = Blocks(width, self.activation, self.normalization)
        start = [linear(self.prior, width * side**2), unflatten((width, side, side))]
        end = [*blocks.activated, wide(width, self.channels), TANH]
        return [*start, blocks.doubling, blocks.doubling, blocks.doubling, *end]

    @override
    def __str__(self) -> str:
        sizes = _joined(self.prior, *[self.width] * 4, self.channels)
        return f"ResNet {sizes} {self.activation}{SHORT[self.normalization]}"

    @override
    def with_width(self, width: int) -> ResNetGenerator:
        return replace(self, width=width)

    @override
    def with_activation(self, activation: Activation) -> ResNetGenerator:
        return replace(self, activation=activation)

    @override
    def with_normalization(self, normalization: Normalization) -> ResNetGenerator:
        return replace(self, normalization=normalization)


@dataclass(frozen=True)
class ResNetDiscriminator(ResNet):
    """Four residual blocks, of which the first two halve the side, pooling and a linear layer.

    No normalisation unless asked for, so that the same network serves every method.
    [batch, channels, 4 h, 4 w] -> [batch, outputs].

    Source: Miyato et al. 2018, Spectral Normalization for Generative Adversarial Networks, table 4,
    with the sum over positions; Gulrajani et al. 2017, Improved Training of Wasserstein GANs, with
    the mean; and the published code of both, of which that of Miyato et al. has no bias in the last
    layer.

    Attributes:
        channels: Channels of a picture.
        width: Channels of all that is between.
        activation: Before every convolution of 3 x 3 but the first, and before the pooling.
        normalization: What precedes each activation of the last three blocks, as the code of
            Gulrajani et al. has layer normalisation.
        pooling: What is taken of all positions of a channel.
        outputs: Numbers that the network makes of a sample.
        minibatch: What precedes the last linear layer.
    """

    channels: Count
    width: Count = 128
    activation: Activation = "relu"
    normalization: Normalization = "none"
    pooling: Pooling = "sum"
    outputs: Count = 1
    minibatch: tuple[MinibatchLayer, ...] = ()

    @property
    @override
    def layers(self) -> list[Layer]:
        blocks = Blocks(self.width, self.activation, self.normalization)
        return [
            blocks.first(self.channels),
            blocks.halving,
            blocks.plain,
            blocks.plain,
            activated(self.activation),
            pooled(self.pooling),
            *head((self.width,), self.minibatch, self.outputs),
        ]

    @property
    @override
    def compares(self) -> str:
        return compares(self.normalization, self.minibatch)

    @override
    def __str__(self) -> str:
        sizes = _joined(self.channels, *[self.width] * 4, self.outputs)
        words = f"ResNet {sizes} {self.activation}, {self.pooling} of positions"
        return f"{words}{SHORT[self.normalization]}{appended(self.minibatch)}"

    @override
    def packed(self, samples: int) -> ResNetDiscriminator:
        return replace(self, channels=samples * self.channels)

    @override
    def with_outputs(self, number: int) -> ResNetDiscriminator:
        return replace(self, outputs=number)

    @override
    def with_width(self, width: int) -> ResNetDiscriminator:
        return replace(self, width=width)

    @override
    def with_activation(self, activation: Activation) -> ResNetDiscriminator:
        return replace(self, activation=activation)

    @override
    def with_normalization(self, normalization: Normalization) -> ResNetDiscriminator:
        return replace(self, normalization=normalization)

    @override
    def with_minibatch(self, layer: MinibatchLayer) -> ResNetDiscriminator:
        return replace(self, minibatch=(*self.minibatch, layer))


def _joined(*sizes: int) -> str:
    return "-".join(map(str, sizes))
