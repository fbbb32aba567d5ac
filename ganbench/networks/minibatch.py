"""Layers that compare the samples of a batch, as a discriminator has them before its last layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from typing_extensions import override

from ganbench.networks.layer import FLATTEN, Layer, Shape, linear


class MinibatchLayer(ABC):
    """The description of a layer that compares samples, a frozen dataclass.

    The layer puts features of its own behind those of the samples.
    """

    @abstractmethod
    @override
    def __str__(self) -> str:
        """A few words for a table."""

    @abstractmethod
    def after(self, shape: Shape) -> Shape:
        """Returns the shape of a sample's features after the layer."""

    @abstractmethod
    def on(self, shape: Shape) -> Layer:
        """Returns the layer for features of a shape: [batch, *shape] -> [batch, *after(shape)]."""


@dataclass(frozen=True)
class DiscriminationLayer(MinibatchLayer):
    """How near a sample's features are to those of all others; see `modules.Discrimination`.

    Attributes:
        kernels: Features that it adds.
        dimension: Of the space in which each of them takes distances.
        reference_batch: The batch in which nearness is summed as it is; in others it is scaled.
    """

    kernels: int
    dimension: int
    reference_batch: int = 100

    @override
    def __str__(self) -> str:
        return f"minibatch discrimination {self.kernels}x{self.dimension}"

    @override
    def after(self, shape: Shape) -> Shape:
        return (prod(shape) + self.kernels,)

    @override
    def on(self, shape: Shape) -> Layer:
        features = prod(shape)
        return Layer(
            features * self.kernels * self.dimension,
            lambda modules: modules.Discrimination(
                features, self.kernels, self.dimension, self.reference_batch
            ),
        )


@dataclass(frozen=True)
class StddevLayer(MinibatchLayer):
    """How much the features vary in a group of samples; see `modules.Stddev`.

    Attributes:
        group: Samples of a group.
    """

    group: int

    @override
    def __str__(self) -> str:
        return f"minibatch stddev {self.group}"

    @override
    def after(self, shape: Shape) -> Shape:
        channels, *positions = shape
        return (channels + 1, *positions)

    @override
    def on(self, shape: Shape) -> Layer:
        return Layer(0, lambda modules: modules.Stddev(self.group))


def head(shape: Shape, minibatch: Sequence[MinibatchLayer], outputs: int) -> list[Layer]:
    """Returns the end of a discriminator: [batch, *shape] -> [batch, outputs].

    Args:
        shape: The shape of the features that it takes.
        minibatch: The layers that compare samples, if any.
        outputs: How many numbers the last linear layer makes of a sample.
    """
    layers: list[Layer] = []
    for each in minibatch:
        layers.append(each.on(shape))
        shape = each.after(shape)
    flat = [FLATTEN] if len(shape) > 1 else []
    return [*layers, *flat, linear(prod(shape), outputs)]
