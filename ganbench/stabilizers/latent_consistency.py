"""Close codes: the discriminator should see no difference, the generator should make one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative, Positive
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs, GeneratorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LatentConsistency(Stabilizer):
    """Latent consistency (zCR), for z' = z + sigma e with e ~ N(0, I).

    The discriminator's loss gains discriminator * E[(D(G(z)) - D(G(z')))^2], the generator's
    loses generator * E[|G(z) - G(z')|^2], the squared distance averaged over a sample's numbers, as
    public implementations have it (StyleGAN2-ADA's comparisons among them).

    Source: Zhao et al. 2021, Improved Consistency Regularization for GANs.

    Attributes:
        discriminator: The paper's lambda_dis.
        generator: The paper's lambda_gen.
        sigma: The paper's sigma_noise.
    """

    rests_elsewhere: ClassVar[str] = (
        "the generator is rewarded for spreading its samples, those of the data too"
    )

    discriminator: NonNegative = 5.0
    generator: NonNegative = 0.5
    sigma: Positive = 0.03

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A step away from every code."""
        return {"step": Draw("normal", shapes.codes)}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        near = discriminator(inputs.generate(inputs.latent + self.sigma * inputs.noise["step"]))
        return self.discriminator * (inputs.fake_logits - near).square().mean()

    @override
    def generator_penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A step away from every code."""
        return {"step": Draw("normal", shapes.codes)}

    @override
    def generator_penalty(self, discriminator: Critic, inputs: GeneratorInputs) -> Tensor:
        near = inputs.generate(inputs.latent + self.sigma * inputs.noise["step"])
        apart = inputs.fake - near
        return -self.generator * apart.square().mean()
