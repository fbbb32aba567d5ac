"""Gradient penalties without gradients of gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative, Positive
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class FiniteDifferences(Stabilizer):
    """R1 and R2 by finite differences: weight/eps^2 E[(D(x) - D(x + eps n))^2], n ~ N(0, I).

    The same for generated samples. As eps falls to 0 the expectation tends to
    weight * E[|grad_x D(x)|^2]: R1 and R2 with gamma/2 = weight, summed over a sample's numbers.
    The authors multiply the weight by the time that a step of their flow takes, which is 1 for a
    generator of one step. Where the discriminator compares samples, a difference is not one
    sample's own, for all of a batch move at once: such a discriminator is refused, as by R1.

    Source: Lin et al. 2025, Adversarial Flow Models, and the authors' code.

    Attributes:
        real: The weight for real samples.
        fake: The weight for generated samples.
        eps: The standard deviation of the step, in the data's units.
    """

    needs_own_slopes: ClassVar[bool] = True

    real: NonNegative = 0.25
    fake: NonNegative = 0.25
    eps: Positive = 0.01

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A step away from every real and every generated sample."""
        return {name: Draw("normal", shapes.samples) for name in ("real", "fake")}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        near_real = discriminator(inputs.real + self.eps * inputs.noise["real"])
        near_fake = discriminator(inputs.fake + self.eps * inputs.noise["fake"])
        real = (inputs.real_logits - near_real).square().mean()
        fake = (inputs.fake_logits - near_fake).square().mean()
        return (self.real * real + self.fake * fake) / self.eps**2
