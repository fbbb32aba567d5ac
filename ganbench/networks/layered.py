"""Networks of layers in a row: counted and built from one list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.architecture import Architecture, UnsuitedError
from ganbench.networks.layer import Layer, Normalization
from ganbench.networks.minibatch import MinibatchLayer

if TYPE_CHECKING:  # building needs torch, listing must not import it
    from torch import nn


class Layered(Architecture):
    """A network of layers in a row.

    Attributes:
        init_std: Weights from N(0, init_std^2) and biases 0; `None` keeps torch's default.
    """

    init_std: float | None

    @property
    @abstractmethod
    def layers(self) -> Sequence[Layer]:
        """The layers, from input to output."""

    @property
    @override
    def parameters(self) -> int:
        return sum(layer.parameters for layer in self.layers)

    @override
    def build(self) -> nn.Module:
        from ganbench.networks import modules

        network = modules.Sequential(*(layer.build(modules) for layer in self.layers))
        if self.init_std is not None:
            modules.init_normal(network, self.init_std)
        return network


def compares(normalization: Normalization, minibatch: Sequence[MinibatchLayer]) -> str:
    """Returns which of a network's layers compare samples; empty for none."""
    norm = ["batch normalisation"] if normalization == "batch" else []
    return ", ".join([*norm, *map(str, minibatch)])


def of_vectors(normalization: Normalization) -> Normalization:
    """Returns a normalisation that vectors can have.

    Raises:
        UnsuitedError: It is "instance".
    """
    if normalization == "instance":
        reason = "a channel of a vector is one number, of which instance normalisation leaves 0"
        raise UnsuitedError(reason)
    return normalization


def appended(minibatch: Sequence[MinibatchLayer]) -> str:
    """Returns what is printed of minibatch layers behind the other layers."""
    return "".join(f" + {layer}" for layer in minibatch)


SHORT: dict[Normalization, str] = {
    "none": "",
    "batch": " + BN",
    "layer": " + LN",
    "instance": " + IN",
}
"""What is printed of a normalisation behind the layers."""
