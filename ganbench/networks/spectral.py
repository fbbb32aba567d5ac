"""Spectral normalisation of a network's layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ganbench.networks.architecture import Activation, Architecture, Normalization
from ganbench.networks.minibatch import Minibatch

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Spectral(Architecture):
    """An architecture whose linear and convolutional layers use W / sigma(W).

    Attributes:
        plain: The architecture without.
    """

    plain: Architecture

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        return self.plain.parameters

    @property
    def compares(self) -> str:
        """See `Architecture.compares`."""
        return self.plain.compares

    def __str__(self) -> str:
        return f"{self.plain} + SN"

    def packed(self, samples: int) -> Spectral:
        """See `Architecture.packed`."""
        return Spectral(self.plain.packed(samples))

    def with_outputs(self, number: int) -> Spectral:
        """See `Architecture.with_outputs`."""
        return Spectral(self.plain.with_outputs(number))

    def with_activation(self, activation: Activation) -> Spectral:
        """See `Architecture.with_activation`."""
        return Spectral(self.plain.with_activation(activation))

    def with_normalization(self, normalization: Normalization) -> Spectral:
        """See `Architecture.with_normalization`."""
        return Spectral(self.plain.with_normalization(normalization))

    def with_minibatch(self, layer: Minibatch) -> Spectral:
        """See `Architecture.with_minibatch`."""
        return Spectral(self.plain.with_minibatch(layer))

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn
        from torch.nn.utils.parametrize import register_parametrization

        from ganbench.networks.layers import SpectralDivision

        network = self.plain.build()
        for layer in network.modules():
            if isinstance(layer, nn.Linear | nn.Conv2d):
                register_parametrization(layer, "weight", SpectralDivision())
        return network
