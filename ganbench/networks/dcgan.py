"""Small convolutional networks in the manner of DCGAN (Radford et al. 2016)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ganbench.networks.architecture import (
    SHORT,
    Activation,
    Architecture,
    Normalization,
    activation_parameters,
    compares,
    normalization_parameters,
)
from ganbench.networks.minibatch import Head, Minibatch, appended

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class DCGANGenerator(Architecture):
    """Linear, then two 4x4 transposed convolutions of stride 2, and tanh at the end.

    Normalisation and activation lie between. [batch, prior] -> [batch, channels, size, size], in
    [-1, 1].

    Attributes:
        prior: Width of the input.
        channels: Channels of a picture.
        size: Side of a picture, a multiple of 4.
        width: Channels at half size; twice as many at a quarter.
        activation: After the linear layer and the first convolution.
        normalization: What precedes each activation.
    """

    prior: int
    channels: int
    size: int
    width: int = 64
    activation: Activation = "relu"
    normalization: Normalization = "batch"

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        w, quarter = self.width, self.size // 4
        linear = (self.prior + 1) * 2 * w * quarter**2
        convolutions = 16 * 2 * w * w + w + 16 * w * self.channels + self.channels
        norms = normalization_parameters(self.normalization, 3 * w)
        return linear + convolutions + norms + activation_parameters(self.activation, 2)

    def __str__(self) -> str:
        sizes = f"{2 * self.width}-{self.width}-{self.channels}"
        return f"DCGAN {sizes} {self.activation}{SHORT[self.normalization]}"

    def with_activation(self, activation: Activation) -> DCGANGenerator:
        """See `Architecture.with_activation`."""
        return replace(self, activation=activation)

    def with_normalization(self, normalization: Normalization) -> DCGANGenerator:
        """See `Architecture.with_normalization`."""
        return replace(self, normalization=normalization)

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import ACTIVATIONS, init_normal, normalized

        w, quarter = self.width, self.size // 4
        network = nn.Sequential(
            nn.Linear(self.prior, 2 * w * quarter**2),
            nn.Unflatten(1, (2 * w, quarter, quarter)),
            *normalized(self.normalization, 2 * w),
            ACTIVATIONS[self.activation](),
            nn.ConvTranspose2d(2 * w, w, 4, 2, 1),
            *normalized(self.normalization, w),
            ACTIVATIONS[self.activation](),
            nn.ConvTranspose2d(w, self.channels, 4, 2, 1),
            nn.Tanh(),
        )
        init_normal(network, 0.02)
        return network


@dataclass(frozen=True)
class DCGANDiscriminator(Architecture):
    """Two 4x4 convolutions of stride 2 with an activation after each, then linear.

    No normalisation unless asked for: a gradient penalty is one sample's own (Gulrajani et al.
    2017, section 4), which batch normalisation would spoil, and the same network must serve every
    method. [batch, channels, size, size] -> [batch, outputs].

    Attributes:
        channels: Channels of a picture.
        size: Side of a picture, a multiple of 4.
        width: Channels at half size; twice as many at a quarter.
        activation: After each convolution; leaky ReLU has slope 0.2.
        normalization: What precedes the second activation; the paper has none in the first layer.
        outputs: Of a sample.
        minibatch: What precedes the last linear layer.
    """

    channels: int
    size: int
    width: int = 64
    activation: Activation = "leaky-relu"
    normalization: Normalization = "none"
    outputs: int = 1
    minibatch: tuple[Minibatch, ...] = ()

    @property
    def _head(self) -> Head:
        quarter = self.size // 4
        return Head((2 * self.width, quarter, quarter), self.minibatch, self.outputs)

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        w = self.width
        convolutions = 16 * self.channels * w + w + 16 * w * 2 * w + 2 * w
        norms = normalization_parameters(self.normalization, 2 * w)
        activations = activation_parameters(self.activation, 2)
        return convolutions + norms + activations + self._head.parameters

    def __str__(self) -> str:
        sizes = f"{self.channels}-{self.width}-{2 * self.width}-{self.outputs}"
        rest = SHORT[self.normalization] + appended(self.minibatch)
        return f"DCGAN {sizes} {self.activation}{rest}"

    def packed(self, samples: int) -> DCGANDiscriminator:
        """See `Architecture.packed`."""
        return replace(self, channels=samples * self.channels)

    def with_outputs(self, number: int) -> DCGANDiscriminator:
        """See `Architecture.with_outputs`."""
        return replace(self, outputs=number)

    def with_activation(self, activation: Activation) -> DCGANDiscriminator:
        """See `Architecture.with_activation`."""
        return replace(self, activation=activation)

    def with_normalization(self, normalization: Normalization) -> DCGANDiscriminator:
        """See `Architecture.with_normalization`."""
        return replace(self, normalization=normalization)

    @property
    def compares(self) -> str:
        """See `Architecture.compares`."""
        return compares(self.normalization, self.minibatch)

    def with_minibatch(self, layer: Minibatch) -> DCGANDiscriminator:
        """See `Architecture.with_minibatch`."""
        return replace(self, minibatch=(*self.minibatch, layer))

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import ACTIVATIONS, init_normal, normalized

        w = self.width
        network = nn.Sequential(
            nn.Conv2d(self.channels, w, 4, 2, 1),
            ACTIVATIONS[self.activation](),
            nn.Conv2d(w, 2 * w, 4, 2, 1),
            *normalized(self.normalization, 2 * w),
            ACTIVATIONS[self.activation](),
            *self._head.build(),
        )
        init_normal(network, 0.02)
        return network
