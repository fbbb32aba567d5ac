"""A saddle that attracts only where the discriminator is the faster player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import BoundsError, Count, Mistake, Positive
from ganbench.games.payoffs import Payoffs

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Tensor


@dataclass(frozen=True)
class TwoRates(Payoffs):
    """f(x, y) = -a |x|^2 / 2 + c x . y - b |y|^2 / 2, of which x descends f and y descends -f.

    Against a discriminator that has answered, y = c x / b, the generator minimises
    (c^2 / b - a) |x|^2 / 2: (0, 0) is a strict Stackelberg equilibrium. Against one that stands
    still it moves away from 0. In continuous time, with the discriminator r times as fast, the
    Jacobian has the trace a - r b and the determinant r (c^2 - a b): (0, 0) attracts exactly where
    r > a / b, here 2.

    Source: Fiez and Ratliff 2021, Local Convergence Analysis of Gradient Descent Ascent with Finite
    Timescale Separation, of which this is the smallest case; two rates for GANs: Heusel
    et al. 2017, GANs Trained by a Two Time-Scale Update Rule.

    Attributes:
        generator_curvature: a.
        discriminator_curvature: b.
        interaction: c.
        dimension: The length of each vector.

    Raises:
        BoundsError: On construction, where c^2 is not above a b: there is no equilibrium then.
    """

    generator_curvature: Positive = 2.0
    discriminator_curvature: Positive = 1.0
    interaction: Positive = 2.0
    dimension: Count = 1

    @override
    def __post_init__(self) -> None:
        least = self.generator_curvature * self.discriminator_curvature
        if self.interaction**2 <= least:
            expected = f"a number whose square is above {least:g}, the product of the curvatures"
            raise BoundsError(Mistake("interaction", expected, self.interaction))

    @override
    def generator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        a, b = self.generator_curvature, self.discriminator_curvature
        return (self.interaction * x * y - a * x * x / 2 - b * y * y / 2).sum()
