"""Several generators of one kind, taken in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Count
from ganbench.networks.architecture import Architecture
from ganbench.networks.layer import Activation, Normalization

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class Several(Architecture):
    """A mixture: row j of a batch goes through generator j mod `number`, each with equal share.

    [batch, prior] -> [batch, *sample].

    Attributes:
        generator: The description of each generator.
        number: How many generators.
    """

    generator: Architecture
    number: Count

    @property
    @override
    def parameters(self) -> int:
        return self.number * self.generator.parameters

    @override
    def __str__(self) -> str:
        return f"{self.number} x {self.generator}"

    @override
    def with_hidden(self, widths: Sequence[int]) -> Several:
        return replace(self, generator=self.generator.with_hidden(widths))

    @override
    def with_width(self, width: int) -> Several:
        return replace(self, generator=self.generator.with_width(width))

    @override
    def with_activation(self, activation: Activation) -> Several:
        return replace(self, generator=self.generator.with_activation(activation))

    @override
    def with_normalization(self, normalization: Normalization) -> Several:
        return replace(self, generator=self.generator.with_normalization(normalization))

    @override
    def build(self) -> nn.Module:
        from ganbench.networks.modules import InTurn

        return InTurn([self.generator.build() for _ in range(self.number)])
