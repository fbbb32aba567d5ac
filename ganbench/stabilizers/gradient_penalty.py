"""Keeps the critic's slope near one between the data and what is generated."""

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
class GradientPenalty(Stabilizer):
    """Gradient penalty: weight * E[(|grad_x D(x~)| - target)^2].

    x~ lies between a real and a generated sample:
    x~ = e x + (1 - e) G(z) with e uniform on [0, 1], one a sample.

    The norm is that of all numbers of a sample together, as in the paper.

    One-sided, only slopes above the target cost: max(0, |grad| - target)^2.
    For target 0 it is weight * E[|grad_x D(x~)|^2], which is smooth where a slope is 0.

    Source: Gulrajani et al. 2017, Improved Training of Wasserstein GANs, algorithm 1;
    one-sided: Petzka et al. 2018, On the regularization of Wasserstein GANs (WGAN-LP);
    target 0: Thanh-Tung et al. 2019, Improving Generalization and Stability of Generative
    Adversarial Networks.

    Attributes:
        weight: The paper's lambda.
        target: The slope that costs nothing.
        one_sided: Whether smaller slopes cost nothing either.
    """

    needs_own_slopes: ClassVar[bool] = True
    rests_elsewhere: ClassVar[str] = (
        "a flat discriminator is pushed to the slope `target`, and the generator follows it"
    )

    weight: NonNegative = 10.0
    target: NonNegative = 1.0
    one_sided: bool = False

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """One number a sample: where between its real and its generated end it lies."""
        return {"mix": Draw("uniform", shapes.one_a_sample)}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        between = inputs.fake + inputs.noise["mix"] * (inputs.real - inputs.fake)
        if self.target == 0:  # the norm has no second derivative at 0, the square has
            return self.weight * squared_slope(discriminator, between).mean()
        excess = norm(slopes(discriminator, between)) - self.target
        if self.one_sided:
            excess = excess.clamp(min=0)
        return self.weight * excess.square().mean()
