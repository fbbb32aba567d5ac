"""The generator moves codes no farther than it must."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import GeneratorInputs
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class TransportCost(Stabilizer):
    """Transport cost: the generator's loss gains weight * E[mean (G(z) - z)^2].

    The mean is over a sample's numbers, so that the weight does not depend on their number. Codes
    and samples have as many numbers each, in the same order. The authors let the weight fall from
    0.2 to 0.005, divide it by the time that a step of their flow takes, which is 1 for a generator
    of one step, and divide the other loss's gradient at samples by a running average of its size.

    Source: Lin et al. 2025, Adversarial Flow Models, and the authors' code.

    Attributes:
        weight: The strength.
    """

    rests_elsewhere: ClassVar[str] = "the cost holds the generator back, near its codes"

    weight: NonNegative = 0.2

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        codes = combination.workload.prior.dimension
        numbers = prod(combination.workload.shape)
        if codes != numbers:
            return (
                f"a code has {codes} numbers and a sample {numbers}, and there is no distance "
                "between them"
            )
        return None

    @override
    def generator_penalty(self, discriminator: Critic, inputs: GeneratorInputs) -> Tensor:
        return self.weight * (inputs.fake.flatten(1) - inputs.latent).square().mean()
