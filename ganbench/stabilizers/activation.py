"""Other functions between the networks' layers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ganbench.checks import expect
from ganbench.networks.architecture import Activation
from ganbench.stabilizers.refusal import refusal
from ganbench.stabilizers.stabilizer import Combination, Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload

_NAMED = "an activation, or one for the discriminator"


@dataclass(frozen=True)
class ActivationChoice(Stabilizer):
    """A choice of activation for either network or both; a tanh at a generator's end stays.

    With x the input and s(x) = 1 / (1 + exp(-x)): sigmoid s(x); tanh; relu max(x, 0); leaky-relu
    max(x, x / 5); prelu max(x, 0) + a min(x, 0), a learnt for each layer from 1/4 on; elu
    max(x, 0) + exp(min(x, 0)) - 1; silu x s(x).

    Source: Radford et al. 2016, Unsupervised Representation Learning with Deep Convolutional GANs,
    section 3, for the choice of ReLU and leaky ReLU.

    Attributes:
        generator: Its activation; absent, the workload's.
        discriminator: Its activation; absent, the workload's.
    """

    generator: Activation | None = None
    discriminator: Activation | None = None

    def __post_init__(self) -> None:
        expect(bool(self.generator or self.discriminator), "generator", _NAMED, self.generator)

    def equip(self, workload: Workload) -> Workload:
        """See `Stabilizer.equip`."""
        generator, discriminator = workload.generator, workload.discriminator
        if self.generator:
            generator = generator.with_activation(self.generator)
        if self.discriminator:
            discriminator = discriminator.with_activation(self.discriminator)
        return replace(workload, generator=generator, discriminator=discriminator)

    def unfit(self, combination: Combination) -> str | None:
        """See `Stabilizer.unfit`."""
        return refusal(self.equip, combination.workload)
