"""The discriminator as stabilizers call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor


class LastLayer(NamedTuple):
    """The discriminator's last linear layer with what it is applied to.

    The network's outputs are `features @ weight.T + bias`.

    Attributes:
        features: What the layers before it make of the input, [batch, width].
        weight: The layer's weight as it is used, [outputs, width].
        bias: Its bias, [outputs]; `None` for a layer without.
    """

    features: Tensor
    weight: Tensor
    bias: Tensor | None


def _no_last_layer(params: Tensor, x: Tensor) -> LastLayer:
    raise TypeError("this critic was made of a function, which has no last layer")


@dataclass(frozen=True)
class Critic:
    """The discriminator as a function of its input alone: [batch, *shape] -> logits [batch].

    Example:
        >>> import torch
        >>> import ganbench
        >>> weights = torch.tensor([3.0, 4.0])
        >>> critic = ganbench.Critic(lambda w, x: x @ w, weights, lambda w, x: (x @ w)[:, None])
        >>> x = torch.tensor([[1.0, 2.0], [-1.0, 0.5]])
        >>> critic(x)
        tensor([11., -1.])
        >>> slopes = torch.func.grad(lambda x: critic(x).sum())(x)  # as gradient penalties do
        >>> slopes.norm(dim=1)
        tensor([5., 5.])

    Attributes:
        function: Of the parameters [P] and the input.
        params: The parameters it is called with.
        outputs: The network itself, of the same two: [batch, outputs], one unless a stabilizer
            gave it more.
        last_layer: Of the same two: the network taken apart at its last linear layer. For a
            stabilizer that `needs_last_layer`.
    """

    function: Callable[[Tensor, Tensor], Tensor]
    params: Tensor
    outputs: Callable[[Tensor, Tensor], Tensor]
    last_layer: Callable[[Tensor, Tensor], LastLayer] = _no_last_layer

    def __call__(self, x: Tensor) -> Tensor:
        """Returns the logits [batch] of a batch."""
        return self.function(self.params, x)
