"""Several generators of one kind, taken in turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ganbench.networks.architecture import Activation, Architecture, Normalization

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class Several(Architecture):
    """A mixture: row j of a batch goes through generator j mod `number`, each with equal share.

    [batch, prior] -> [batch, *sample].

    Attributes:
        generator: What each of them is.
        number: How many.
    """

    generator: Architecture
    number: int

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        return self.number * self.generator.parameters

    def __str__(self) -> str:
        return f"{self.number} x {self.generator}"

    def with_activation(self, activation: Activation) -> Several:
        """See `Architecture.with_activation`."""
        return replace(self, generator=self.generator.with_activation(activation))

    def with_normalization(self, normalization: Normalization) -> Several:
        """See `Architecture.with_normalization`."""
        return replace(self, generator=self.generator.with_normalization(normalization))

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from ganbench.networks.layers import InTurn

        return InTurn([self.generator.build() for _ in range(self.number)])
