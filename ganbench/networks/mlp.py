"""Fully connected networks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn

Activation = Literal["relu", "tanh", "leaky-relu"]


@dataclass(frozen=True)
class MLP:
    """Linear layers with an activation between them: [batch, *anything] -> [batch, *output].

    Attributes:
        sizes: Widths from input to output.
        activation: Between the layers; leaky ReLU has slope 0.2.
        output: The shape of one output; empty for a flat one.
        bounded: Whether a tanh follows the last layer, for pixels in [-1, 1].
        batch_norm: Whether batch normalisation precedes each activation.
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
    """

    sizes: tuple[int, ...]
    activation: Activation = "relu"
    output: tuple[int, ...] = ()
    bounded: bool = False
    batch_norm: bool = False
    init_std: float | None = None

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        linear = sum(a * b + b for a, b in pairwise(self.sizes))
        return linear + self.batch_norm * 2 * sum(self.sizes[1:-1])

    def __str__(self) -> str:
        norm = " + BN" if self.batch_norm else ""
        return "-".join(map(str, self.sizes)) + f" {self.activation}{norm}"

    def packed(self, samples: int) -> MLP:
        """See `Architecture.packed`."""
        return replace(self, sizes=(samples * self.sizes[0], *self.sizes[1:]))

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import ACTIVATIONS, BatchNorm, init_normal

        layers: list[nn.Module] = [nn.Flatten()]
        for i, (a, b) in enumerate(pairwise(self.sizes)):
            if i:
                layers += [BatchNorm(a)] if self.batch_norm else []
                layers.append(ACTIVATIONS[self.activation]())
            layers.append(nn.Linear(a, b))
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
class Maxout:
    """Maxout layers (Goodfellow et al. 2013), then a linear one: [batch, d] -> [batch, 1].

    Attributes:
        sizes: Widths from input to output; every layer but the last is maxout.
        pieces: Linear pieces of each hidden unit.
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
    """

    sizes: tuple[int, ...]
    pieces: int
    init_std: float | None = None

    @property
    def parameters(self) -> int:
        """See `Architecture.parameters`."""
        *hidden, last = pairwise(self.sizes)
        return self.pieces * sum(a * b + b for a, b in hidden) + last[0] * last[1] + last[1]

    def __str__(self) -> str:
        return "-".join(map(str, self.sizes)) + f" maxout-{self.pieces}"

    def packed(self, samples: int) -> Maxout:
        """See `Architecture.packed`."""
        return replace(self, sizes=(samples * self.sizes[0], *self.sizes[1:]))

    def build(self) -> nn.Module:
        """See `Architecture.build`."""
        from torch import nn

        from ganbench.networks.layers import MaxPieces, init_normal

        *hidden, last = pairwise(self.sizes)
        layers: list[nn.Module] = []
        for a, b in hidden:
            layers += [nn.Linear(a, self.pieces * b), MaxPieces(self.pieces)]
        network = nn.Sequential(*layers, nn.Linear(*last))
        if self.init_std is not None:
            init_normal(network, self.init_std)
        return network
