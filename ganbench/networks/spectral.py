"""Spectral normalisation of a network's layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.architecture import Architecture
from ganbench.networks.layer import Activation, Normalization
from ganbench.networks.minibatch import MinibatchLayer

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Spectral(Architecture):
    """An architecture whose linear and convolutional layers use W / sigma(W).

    Attributes:
        plain: The architecture without spectral normalisation.
    """

    plain: Architecture

    @property
    @override
    def parameters(self) -> int:
        return self.plain.parameters

    @property
    @override
    def compares(self) -> str:
        return self.plain.compares

    @override
    def __str__(self) -> str:
        return f"{self.plain} + SN"

    @override
    def packed(self, samples: int) -> Spectral:
        return Spectral(self.plain.packed(samples))

    @override
    def with_outputs(self, number: int) -> Spectral:
        return Spectral(self.plain.with_outputs(number))

    @override
    def with_hidden(self, widths: Sequence[int]) -> Spectral:
        return Spectral(self.plain.with_hidden(widths))

    @override
    def with_width(self, width: int) -> Spectral:
        return Spectral(self.plain.with_width(width))

    @override
    def with_activation(self, activation: Activation) -> Spectral:
        return Spectral(self.plain.with_activation(activation))

    @override
    def with_normalization(self, normalization: Normalization) -> Spectral:
        return Spectral(self.plain.with_normalization(normalization))

    @override
    def with_minibatch(self, layer: MinibatchLayer) -> Spectral:
        return Spectral(self.plain.with_minibatch(layer))

    @override
    def build(self) -> nn.Module:
        from torch import nn
        from torch.nn.utils.parametrize import register_parametrization

        from ganbench.networks.modules import SpectralDivision

        network = self.plain.build()
        for layer in network.modules():
            if isinstance(layer, nn.Linear | nn.Conv2d):
                register_parametrization(layer, "weight", SpectralDivision())
        return network
