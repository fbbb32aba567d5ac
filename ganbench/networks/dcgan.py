"""Small convolutional networks in the manner of DCGAN (Radford et al. 2016)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class DCGANGenerator:
    """Linear, then two 4x4 transposed convolutions of stride 2, BN + ReLU between, tanh at the end.

    [batch, prior] -> [batch, channels, size, size], in [-1, 1].

    Attributes:
        prior: Width of the input.
        channels: Channels of a picture.
        size: Side of a picture, a multiple of 4.
        width: Channels at half size; twice as many at a quarter.
    """

    prior: int
    channels: int
    size: int
    width: int = 64

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        w, quarter = self.width, self.size // 4
        linear = (self.prior + 1) * 2 * w * quarter**2
        convolutions = 16 * 2 * w * w + w + 16 * w * self.channels + self.channels
        return linear + convolutions + 2 * (2 * w) + 2 * w

    def __str__(self) -> str:
        return f"DCGAN {2 * self.width}-{self.width}-{self.channels} BN"

    def packed(self, samples: int) -> DCGANGenerator:
        """See `Architecture.packed`; a generator makes one sample at a time."""
        raise NotImplementedError("only discriminators see packs")

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import BatchNorm, init_normal

        w, quarter = self.width, self.size // 4
        network = nn.Sequential(
            nn.Linear(self.prior, 2 * w * quarter**2),
            nn.Unflatten(1, (2 * w, quarter, quarter)),
            BatchNorm(2 * w),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * w, w, 4, 2, 1),
            BatchNorm(w),
            nn.ReLU(),
            nn.ConvTranspose2d(w, self.channels, 4, 2, 1),
            nn.Tanh(),
        )
        init_normal(network, 0.02)
        return network


@dataclass(frozen=True)
class DCGANDiscriminator:
    """Two 4x4 convolutions of stride 2 with leaky ReLU (0.2), then linear.

    No batch normalisation: a gradient penalty is one sample's own (Gulrajani et al. 2017, section
    4), and the same network must serve every method. [batch, channels, size, size] -> [batch, 1].

    Attributes:
        channels: Channels of a picture.
        size: Side of a picture, a multiple of 4.
        width: Channels at half size; twice as many at a quarter.
    """

    channels: int
    size: int
    width: int = 64

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        w, quarter = self.width, self.size // 4
        convolutions = 16 * self.channels * w + w + 16 * w * 2 * w + 2 * w
        return convolutions + 2 * w * quarter**2 + 1

    def __str__(self) -> str:
        return f"DCGAN {self.channels}-{self.width}-{2 * self.width}"

    def packed(self, samples: int) -> DCGANDiscriminator:
        """See `Architecture.packed`."""
        return replace(self, channels=samples * self.channels)

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import init_normal

        w, quarter = self.width, self.size // 4
        network = nn.Sequential(
            nn.Conv2d(self.channels, w, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(w, 2 * w, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Linear(2 * w * quarter**2, 1),
        )
        init_normal(network, 0.02)
        return network
