"""Fully connected networks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.architecture import (
    SHORT,
    Activation,
    Architecture,
    Normalization,
    UnsuitedError,
    activation_parameters,
    compares,
    normalization_parameters,
    of_vectors,
)
from ganbench.networks.minibatch import Head, Minibatch, appended

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


@dataclass(frozen=True)
class MLP(Architecture):
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

    sizes: tuple[int, ...]
    activation: Activation = "relu"
    output: tuple[int, ...] = ()
    bounded: bool = False
    normalization: Normalization = "none"
    init_std: float | None = None
    minibatch: tuple[Minibatch, ...] = ()

    @property
    def _head(self) -> Head:
        return Head(self.sizes[-2:-1], self.minibatch, self.sizes[-1])

    @property
    @override
    def parameters(self) -> int:
        hidden = self.sizes[1:-1]
        return (
            sum((a + 1) * b for a, b in pairwise(self.sizes[:-1]))
            + normalization_parameters(self.normalization, sum(hidden))
            + activation_parameters(self.activation, len(hidden))
            + self._head.parameters
        )

    @override
    def __str__(self) -> str:
        sizes = "-".join(map(str, self.sizes))
        return f"{sizes} {self.activation}{SHORT[self.normalization]}{appended(self.minibatch)}"

    @override
    def packed(self, samples: int) -> MLP:
        return replace(self, sizes=(samples * self.sizes[0], *self.sizes[1:]))

    @override
    def with_outputs(self, number: int) -> MLP:
        return replace(self, sizes=(*self.sizes[:-1], number))

    @override
    def with_activation(self, activation: Activation) -> MLP:
        return replace(self, activation=activation)

    @override
    def with_normalization(self, normalization: Normalization) -> MLP:
        return replace(self, normalization=of_vectors(normalization))

    @property
    @override
    def compares(self) -> str:
        return compares(self.normalization, self.minibatch)

    @override
    def with_minibatch(self, layer: Minibatch) -> MLP:
        return replace(self, minibatch=(*self.minibatch, layer))

    @override
    def build(self) -> nn.Module:
        from torch import nn

        from ganbench.networks.layers import ACTIVATIONS, init_normal, normalized

        layers: list[nn.Module] = [nn.Flatten()]
        for a, b in pairwise(self.sizes[:-1]):
            layers += [nn.Linear(a, b), *normalized(self.normalization, b)]
            layers.append(ACTIVATIONS[self.activation]())
        layers += self._head.build()
        if self.bounded:
            layers.append(nn.Tanh())
        if self.output:
            assert prod(self.output) == self.sizes[-1]
            layers.append(nn.Unflatten(1, self.output))
        network = nn.Sequential(*layers)
        if self.init_std is not None:
            init_normal(network, self.init_std)
        return network


@dataclass(frozen=True)
class Maxout(Architecture):
    """Maxout layers (Goodfellow et al. 2013), then a linear one: [batch, d] -> [batch, outputs].

    Attributes:
        sizes: Widths from input to output; every layer but the last is maxout.
        pieces: Linear pieces of each hidden unit.
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
        normalization: What precedes each maximum, of all pieces; of vectors, so not "instance".
        minibatch: What precedes the last linear layer, for a discriminator.
    """

    sizes: tuple[int, ...]
    pieces: int
    init_std: float | None = None
    normalization: Normalization = "none"
    minibatch: tuple[Minibatch, ...] = ()

    @property
    def _head(self) -> Head:
        return Head(self.sizes[-2:-1], self.minibatch, self.sizes[-1])

    @property
    @override
    def parameters(self) -> int:
        channels = self.pieces * sum(self.sizes[1:-1])
        linear = self.pieces * sum((a + 1) * b for a, b in pairwise(self.sizes[:-1]))
        norms = normalization_parameters(self.normalization, channels)
        return linear + norms + self._head.parameters

    @override
    def __str__(self) -> str:
        sizes = "-".join(map(str, self.sizes))
        rest = SHORT[self.normalization] + appended(self.minibatch)
        return f"{sizes} maxout-{self.pieces}{rest}"

    @override
    def packed(self, samples: int) -> Maxout:
        return replace(self, sizes=(samples * self.sizes[0], *self.sizes[1:]))

    @override
    def with_outputs(self, number: int) -> Maxout:
        return replace(self, sizes=(*self.sizes[:-1], number))

    @override
    def with_activation(self, activation: Activation) -> Maxout:
        raise UnsuitedError("maxout is an activation of its own, so there is none to choose")

    @override
    def with_normalization(self, normalization: Normalization) -> Maxout:
        return replace(self, normalization=of_vectors(normalization))

    @property
    @override
    def compares(self) -> str:
        return compares(self.normalization, self.minibatch)

    @override
    def with_minibatch(self, layer: Minibatch) -> Maxout:
        return replace(self, minibatch=(*self.minibatch, layer))

    @override
    def build(self) -> nn.Module:
        from torch import nn

        from ganbench.networks.layers import MaxPieces, init_normal, normalized

        layers: list[nn.Module] = []
        for a, b in pairwise(self.sizes[:-1]):
            layers += [nn.Linear(a, self.pieces * b)]
            layers += [*normalized(self.normalization, self.pieces * b), MaxPieces(self.pieces)]
        network = nn.Sequential(*layers, *self._head.build())
        if self.init_std is not None:
            init_normal(network, self.init_std)
        return network
