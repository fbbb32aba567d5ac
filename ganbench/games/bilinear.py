"""The game that circles: each player's slope is the other player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Count, Positive
from ganbench.games.payoffs import Payoffs

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Tensor


@dataclass(frozen=True)
class Bilinear(Payoffs):
    """f(x, y) = strength x . y, of which x descends f and y descends -f.

    With the step h strength = a of both players, simultaneous steps multiply the distance to (0, 0)
    by sqrt(1 + a^2), extragradient by sqrt(1 - a^2 + a^4), and alternating turns stay on an
    ellipse for a < 2.

    Source: Gidel et al. 2019, A Variational Inequality Perspective on Generative Adversarial
    Networks, section 3.1.

    Attributes:
        strength: The factor.
        dimension: The length of each vector.
    """

    strength: Positive = 1.0
    dimension: Count = 1

    @override
    def generator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        return self.strength * (x * y).sum()
