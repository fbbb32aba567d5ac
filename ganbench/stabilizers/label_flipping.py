"""Lies to the discriminator now and then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LabelFlipping(Stabilizer):
    """Label flipping: in the discriminator's update each label is wrong with probability `p`.

    For cross-entropy on D = sigmoid(l) a flipped real sample adds -log(1 - D) + log D = l, a
    flipped generated one -l.

    Source: practitioners' advice, Chintala et al. 2016, How to Train a GAN (ganhacks), item 6, to
    flip labels occasionally; how often is a choice made here. At p = 1/2 nothing is left to learn.

    Attributes:
        p: The probability, the same for real and for generated samples.
    """

    needs_labels: ClassVar[bool] = True

    p: Annotated[float, Ge(0), Le(0.5)] = 0.05

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A uniform number for every logit."""
        return {name: Draw("uniform", shapes.samples[:1]) for name in ("real", "fake")}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        real = inputs.real_logits * (inputs.noise["real"] < self.p)
        fake = inputs.fake_logits * (inputs.noise["fake"] < self.p)
        return real.mean() - fake.mean()
