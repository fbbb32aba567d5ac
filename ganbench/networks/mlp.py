"""Fully connected networks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import prod

from typing_extensions import Self, override

from ganbench.bounds import Count, Positive
from ganbench.networks.architecture import UnsuitedError
from ganbench.networks.layer import (
    FLATTEN,
    TANH,
    Activation,
    Layer,
    Normalization,
    activated,
    linear,
    max_pieces,
    normalized,
    unflatten,
)
from ganbench.networks.layered import SHORT, Layered, appended, compares, of_vectors
from ganbench.networks.minibatch import MinibatchLayer, head


@dataclass(frozen=True)
class FullyConnected(Layered):
    """Hidden layers of a kind that a subclass gives, and a linear layer at the end.

    Attributes:
        sizes: Widths from input to output.
        normalization: What precedes each activation; of vectors, so not "instance".
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
        minibatch: What precedes the last linear layer, for a discriminator.
    """

    sizes: tuple[Count, ...]
    normalization: Normalization = field(default="none", kw_only=True)
    init_std: Positive | None = field(default=None, kw_only=True)
    minibatch: tuple[MinibatchLayer, ...] = field(default=(), kw_only=True)

    @abstractmethod
    def hidden(self, before: int, after: int) -> Sequence[Layer]:
        """Returns a linear layer with what follows it: [batch, before] -> [batch, after]."""

    @property
    @override
    def layers(self) -> list[Layer]:
        pairs = pairwise(self.sizes[:-1])
        hidden = [layer for before, after in pairs for layer in self.hidden(before, after)]
        return [*hidden, *head(self.sizes[-2:-1], self.minibatch, self.sizes[-1])]

    @property
    @override
    def compares(self) -> str:
        normalization = self.normalization if self.sizes[1:-1] else "none"
        return compares(normalization, self.minibatch)

    @override
    def packed(self, samples: int) -> Self:
        return replace(self, sizes=(samples * self.sizes[0], *self.sizes[1:]))

    @override
    def with_outputs(self, number: int) -> Self:
        return replace(self, sizes=(*self.sizes[:-1], number))

    @override
    def with_hidden(self, widths: Sequence[int]) -> Self:
        return replace(self, sizes=(self.sizes[0], *widths, self.sizes[-1]))

    @override
    def with_width(self, width: int) -> Self:
        raise UnsuitedError("every hidden layer has a width of its own: choose `hidden`")

    @override
    def with_normalization(self, normalization: Normalization) -> Self:
        return replace(self, normalization=of_vectors(normalization))

    @override
    def with_minibatch(self, layer: MinibatchLayer) -> Self:
        return replace(self, minibatch=(*self.minibatch, layer))

    def _words(self, kind: str) -> str:
        """Returns what is printed: the widths, the kind of hidden layers, and what is added."""
        sizes = "-".join(map(str, self.sizes))
        hidden = f"{kind}{SHORT[self.normalization]}" if self.sizes[1:-1] else "linear"
        return f"{sizes} {hidden}{appended(self.minibatch)}"


@dataclass(frozen=True)
class MLP(FullyConnected):
    """Linear layers with an activation between them: [batch, *anything] -> [batch, *output].

    Attributes:
        sizes: Widths from input to output.
        activation: Between the layers; leaky ReLU has slope 0.2.
        output: The shape of one output; empty for a flat one.
        bounded: Whether a tanh follows the last layer, for pixels in [-1, 1].
        normalization: What precedes each activation; of vectors, so not "instance".
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
        minibatch: What precedes the last linear layer, for a discriminator.
    """

    activation: Activation = "relu"
    output: tuple[Count, ...] = ()
    bounded: bool = False

    @override
    def __str__(self) -> str:
        return self._words(self.activation)

    @override
    def hidden(self, before: int, after: int) -> list[Layer]:
        norm = normalized(self.normalization, after)
        return [linear(before, after), *norm, activated(self.activation)]

    @property
    @override
    def layers(self) -> list[Layer]:
        layers = [FLATTEN, *super().layers]
        if self.bounded:
            layers.append(TANH)
        if self.output:
            assert prod(self.output) == self.sizes[-1]
            layers.append(unflatten(self.output))
        return layers

    @override
    def with_activation(self, activation: Activation) -> MLP:
        return replace(self, activation=activation)


@dataclass(frozen=True)
class Maxout(FullyConnected):
    """Maxout layers (Goodfellow et al. 2013), then a linear one: [batch, d] -> [batch, outputs].

    Attributes:
        sizes: Widths from input to output; every layer but the last is maxout.
        pieces: Linear pieces of each hidden unit.
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
        normalization: What precedes each maximum, of all pieces; of vectors, so not "instance".
        minibatch: What precedes the last linear layer, for a discriminator.
    """

    pieces: Count

    @override
    def __str__(self) -> str:
        return self._words(f"maxout-{self.pieces}")

    @override
    def hidden(self, before: int, after: int) -> list[Layer]:
        channels = self.pieces * after
        norm = normalized(self.normalization, channels)
        return [linear(before, channels), *norm, max_pieces(self.pieces)]

    @override
    def with_activation(self, activation: Activation) -> Maxout:
        raise UnsuitedError("maxout is an activation of its own, so there is none to choose")
