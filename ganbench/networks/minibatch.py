"""Layers that compare the samples of a batch, as a discriminator has them before its last layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn

Shape = tuple[int, ...]
"""The features of one sample: [channels], or [channels, height, width]."""


class Minibatch(ABC):
    """A layer's description, a frozen dataclass; its layer puts features of its own last."""

    @abstractmethod
    @override
    def __str__(self) -> str:
        """A few words for a table."""

    @abstractmethod
    def after(self, shape: Shape) -> Shape:
        """Returns the shape of a sample's features after the layer."""

    @abstractmethod
    def parameters(self, shape: Shape) -> int:
        """How many trainable numbers the layer has for features of a shape."""

    @abstractmethod
    def build(self, shape: Shape) -> nn.Module:
        """Makes the layer for features of a shape: [batch, *shape] -> [batch, *after(shape)]."""


@dataclass(frozen=True)
class Discrimination(Minibatch):
    """How near a sample's features are to those of all others; see `layers.Discrimination`.

    Attributes:
        kernels: Features that it adds.
        dimension: Of the space in which each of them takes distances.
    """

    kernels: int
    dimension: int

    @override
    def __str__(self) -> str:
        return f"minibatch discrimination {self.kernels}x{self.dimension}"

    @override
    def after(self, shape: Shape) -> Shape:
        return (prod(shape) + self.kernels,)

    @override
    def parameters(self, shape: Shape) -> int:
        return prod(shape) * self.kernels * self.dimension

    @override
    def build(self, shape: Shape) -> nn.Module:
        from ganbench.networks import layers

        return layers.Discrimination(prod(shape), self.kernels, self.dimension)


@dataclass(frozen=True)
class Stddev(Minibatch):
    """How much the features vary in a group of samples; see `layers.Stddev`.

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
    def parameters(self, shape: Shape) -> int:
        return 0

    @override
    def build(self, shape: Shape) -> nn.Module:
        from ganbench.networks import layers

        return layers.Stddev(self.group)


@dataclass(frozen=True)
class Head:
    """The end of a discriminator: minibatch layers, if any, and the last linear layer.

    Attributes:
        shape: Of the features that it is handed.
        minibatch: The layers.
        outputs: Of the linear one.
    """

    shape: Shape
    minibatch: Sequence[Minibatch]
    outputs: int

    @property
    def parameters(self) -> int:
        """How many trainable numbers its layers have."""
        total, shape = 0, self.shape
        for layer in self.minibatch:
            total += layer.parameters(shape)
            shape = layer.after(shape)
        return total + (prod(shape) + 1) * self.outputs

    def build(self) -> list[nn.Module]:
        """Makes its layers: [batch, *shape] -> [batch, outputs]."""
        from torch import nn

        built: list[nn.Module] = []
        shape = self.shape
        for layer in self.minibatch:
            built.append(layer.build(shape))
            shape = layer.after(shape)
        flat = [nn.Flatten()] if len(shape) > 1 else []
        return [*built, *flat, nn.Linear(prod(shape), self.outputs)]


def appended(minibatch: Sequence[Minibatch]) -> str:
    """Returns what a network's words go on with."""
    return "".join(f" + {layer}" for layer in minibatch)
