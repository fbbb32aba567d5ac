"""What a network is, as data: counted, listed and changed without building it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from ganbench.bounds import Bounded

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import nn

    from ganbench.networks.minibatch import Minibatch

Activation = Literal["sigmoid", "tanh", "relu", "leaky-relu", "prelu", "elu", "silu"]
Normalization = Literal["none", "batch", "layer", "instance"]


class UnsuitedError(ValueError):
    """A change that makes no sense for a network; the message is the reason, for people."""


class Architecture(Bounded):
    """A network's description: a frozen dataclass that can be printed, hashed and built.

    The methods from `packed` on return a changed description, or raise `UnsuitedError`, which they
    do for every network that does not say what the change means for it.
    """

    @property
    @abstractmethod
    def parameters(self) -> int:
        """How many trainable numbers the built network has."""

    @property
    def compares(self) -> str:
        """What makes an output depend on other samples of the batch too; empty for nothing."""
        return ""

    @abstractmethod
    @override
    def __str__(self) -> str:
        """A few words for a table, such as `64-128-128-2 relu`."""

    @abstractmethod
    def build(self) -> nn.Module:
        """Makes the network, freshly initialised from torch's global random stream."""

    def packed(self, samples: int) -> Architecture:
        """Returns a discriminator that takes so many samples as one input."""
        raise UnsuitedError(f"{self} takes samples one by one")

    def with_outputs(self, number: int) -> Architecture:
        """Returns a discriminator with so many outputs a sample: [batch, number]."""
        raise UnsuitedError(f"{self} has as many outputs as it has")

    def with_activation(self, activation: Activation) -> Architecture:
        """Returns it with another function between its layers; the one at the end stays."""
        raise UnsuitedError(f"{self} has no activation to choose")

    def with_normalization(self, normalization: Normalization) -> Architecture:
        """Returns it with another normalisation before its activations, or with none."""
        raise UnsuitedError(f"{self} has no normalisation to choose")

    def with_minibatch(self, layer: Minibatch) -> Architecture:
        """Returns a discriminator with one more layer before its last linear one."""
        raise UnsuitedError(f"{self} has no last linear layer for a minibatch layer to come before")


def compares(normalization: Normalization, minibatch: Sequence[Minibatch]) -> str:
    """Returns which of a network's layers compare samples."""
    norm = ["batch normalisation"] if normalization == "batch" else []
    return ", ".join([*norm, *map(str, minibatch)])


def activation_parameters(activation: Activation, layers: int) -> int:
    """Counts what activations add: PReLU one number a layer, the others nothing."""
    return layers if activation == "prelu" else 0


def normalization_parameters(normalization: Normalization, channels: int) -> int:
    """Counts what normalisation of so many channels adds: each has a scale and a shift."""
    return 0 if normalization == "none" else 2 * channels


def of_vectors(normalization: Normalization) -> Normalization:
    """Returns a normalisation that vectors can have."""
    if normalization == "instance":
        reason = "a channel of a vector is one number, of which instance normalisation leaves 0"
        raise UnsuitedError(reason)
    return normalization


SHORT: dict[Normalization, str] = {
    "none": "",
    "batch": " + BN",
    "layer": " + LN",
    "instance": " + IN",
}
"""What a network's words go on with."""
