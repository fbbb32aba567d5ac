"""A gradient penalty around the data alone, wherever the generator may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.slopes import norm, slopes, squared_slope
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class DRAGAN(Stabilizer):
    """DRAGAN: weight * E[(|grad_x D(x + a d)| - target)^2] around real samples.

    As in the authors' code, d = scale * std(batch) * u with u uniform on [0, 1], one a number,
    and a uniform on [0, 1], one a sample. So |d| grows with the root of a sample's numbers, and
    the slope's norm is that of all of them together.

    Source: Kodali et al. 2017, On Convergence and Stability of GANs, and the authors' code.

    Attributes:
        weight: The paper's lambda.
        target: The paper's k.
        scale: How far around the data, in standard deviations of the batch.
    """

    needs_own_slopes: ClassVar[bool] = True
    rests_elsewhere: ClassVar[str] = (
        "a flat discriminator is pushed to the slope `target`, and the generator follows it"
    )

    weight: NonNegative = 10.0
    target: NonNegative = 1.0
    scale: NonNegative = 0.5

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A direction for every number of a sample, and how far to go there."""
        return {
            "direction": Draw("uniform", shapes.samples),
            "distance": Draw("uniform", shapes.one_a_sample),
        }

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        reach = self.scale * inputs.real.std(correction=0)
        near = inputs.real + inputs.noise["distance"] * reach * inputs.noise["direction"]
        if self.target == 0:  # smooth at 0, as in the gradient penalty
            return self.weight * squared_slope(discriminator, near).mean()
        return self.weight * (norm(slopes(discriminator, near)) - self.target).square().mean()
