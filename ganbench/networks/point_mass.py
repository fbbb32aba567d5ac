"""The smallest players: a generator of one sample, and a discriminator that is linear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Count
from ganbench.networks.architecture import Architecture

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class PointMass(Architecture):
    """A generator whose parameters are its only sample: [batch, prior] -> [batch, size].

    It starts at N(0, I).

    Attributes:
        size: Numbers in the sample.
    """

    size: Count

    @property
    @override
    def parameters(self) -> int:
        return self.size

    @override
    def __str__(self) -> str:
        return f"point mass of {self.size}"

    @override
    def build(self) -> nn.Module:
        from ganbench.networks.modules import Constant

        return Constant(self.size)


@dataclass(frozen=True)
class LinearForm(Architecture):
    """A discriminator that is linear, without a bias: [batch, size] -> [batch, 1].

    Attributes:
        size: Numbers in a sample.
    """

    size: Count

    @property
    @override
    def parameters(self) -> int:
        return self.size

    @override
    def __str__(self) -> str:
        return f"linear form on {self.size}"

    @override
    def build(self) -> nn.Module:
        from torch import nn

        return nn.Linear(self.size, 1, bias=False)

    @override
    def packed(self, samples: int) -> LinearForm:
        return LinearForm(samples * self.size)
