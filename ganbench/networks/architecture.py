"""What a network is, as data: counted, listed and changed without building it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Bounded
from ganbench.errors import GanbenchError
from ganbench.hooks import refuse_unknown_hooks
from ganbench.networks.layer import Activation, Normalization
from ganbench.networks.minibatch import MinibatchLayer

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import nn


class UnsuitedError(GanbenchError, ValueError):
    """A change that makes no sense for a network; the message is the reason, for people."""


class Architecture(Bounded, ABC):
    """A network's description: a frozen dataclass that can be printed, hashed and built.

    The methods from `packed` on return a changed description, or raise `UnsuitedError`, which they
    do for every network that does not say what the change means for it.

    Example:
        >>> import ganbench
        >>> network = ganbench.workload("ring8").discriminator
        >>> str(network), network.parameters
        ('2-128-128-1 relu', 17025)
        >>> str(network.packed(2))  # that of a method which shows it pairs of samples
        '4-128-128-1 relu'
        >>> str(network.with_hidden((64, 64, 64)).with_activation("silu"))
        '2-64-64-64-1 silu'
    """

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_unknown_hooks(cls, Architecture)

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
        """Returns a discriminator that takes so many samples as one input.

        Raises:
            UnsuitedError: The network takes samples one by one.
        """
        raise UnsuitedError(f"{self} takes samples one by one")

    def with_outputs(self, number: int) -> Architecture:
        """Returns a discriminator with so many outputs a sample: [batch, number].

        Raises:
            UnsuitedError: The network's outputs are what they are.
        """
        raise UnsuitedError(f"{self} has as many outputs as it has")

    def with_hidden(self, widths: Sequence[int]) -> Architecture:
        """Returns the network with other hidden layers, one for each width; its ends stay.

        Raises:
            UnsuitedError: The network has no hidden layers to choose one by one.
        """
        raise UnsuitedError(f"{self} has no hidden layers to choose one by one")

    def with_width(self, width: int) -> Architecture:
        """Returns the network with another width, which that of every hidden layer follows from.

        Raises:
            UnsuitedError: The network has no such width to choose.
        """
        raise UnsuitedError(f"{self} has no width to choose that others follow from")

    def with_activation(self, activation: Activation) -> Architecture:
        """Returns the network with another function between its layers; that at the end stays.

        Raises:
            UnsuitedError: The network has no activation to choose.
        """
        raise UnsuitedError(f"{self} has no activation to choose")

    def with_normalization(self, normalization: Normalization) -> Architecture:
        """Returns the network with another normalisation before its activations, or with none.

        Raises:
            UnsuitedError: The network has no such normalisation to choose.
        """
        raise UnsuitedError(f"{self} has no normalisation to choose")

    def with_minibatch(self, layer: MinibatchLayer) -> Architecture:
        """Returns a discriminator with one more layer before its last linear one.

        Raises:
            UnsuitedError: The network has no last linear layer, as generators.
        """
        raise UnsuitedError(f"{self} has no last linear layer for a minibatch layer to come before")
