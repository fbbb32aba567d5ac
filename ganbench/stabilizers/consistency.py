"""Asks the discriminator to think the same of a sample and of its changed copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative, Positive
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.pictures import flipped, moved, uniform_integers
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Consistency(Stabilizer):
    """Consistency regularisation, for logits D and samples y: weight * E[(D(y) - D(T(y)))^2].

    CR has this for real samples only, balanced CR (bCR) for generated ones as well. T mirrors a
    picture with probability 1/2 and shifts it by up to an eighth of its size, 0 coming in, or it
    adds noise to any sample. How far it shifts, what comes in and how strong the noise is are
    choices made here. Each number of a sample has noise of
    its own, which is as long as the root of their number.

    Source: CR: Zhang et al. 2020, Consistency Regularization for Generative Adversarial Networks;
    bCR: Zhao et al. 2021, Improved Consistency Regularization for GANs.

    Attributes:
        real: The weight for real samples.
        fake: The weight for generated samples.
        transform: "shift-flip" for pictures, "noise" for anything.
        sigma: The noise's standard deviation, in the data's units.
    """

    real: NonNegative = 10.0
    fake: NonNegative = 0.0
    transform: Literal["shift-flip", "noise"] = "shift-flip"
    sigma: Positive = 0.1

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if self.transform == "shift-flip" and len(combination.workload.shape) != 3:
            return "only pictures can be shifted and mirrored: use `transform: noise`"
        return None

    @override
    def penalty_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """What the transform of each kind is drawn with."""
        kinds = [kind for kind in ("real", "fake") if getattr(self, kind)]
        if self.transform == "noise":
            return {kind: Draw("normal", shapes.samples) for kind in kinds}
        choices = Draw("uniform", (3, shapes.samples[0]))
        return dict.fromkeys(kinds, choices)

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        penalty = inputs.real.new_zeros(())
        if self.real:
            changed = discriminator(self._changed(inputs.real, inputs.noise["real"]))
            penalty = penalty + self.real * (inputs.real_logits - changed).square().mean()
        if self.fake:
            changed = discriminator(self._changed(inputs.fake, inputs.noise["fake"]))
            penalty = penalty + self.fake * (inputs.fake_logits - changed).square().mean()
        return penalty

    def _changed(self, x: Tensor, noise: Tensor) -> Tensor:
        if self.transform == "noise":
            return x + self.sigma * noise
        down, right, mirror = noise.unbind()
        height, width = x.shape[2] // 8, x.shape[3] // 8
        flat = flipped(x, mirror < 0.5)
        return moved(
            flat, uniform_integers(down, -height, height), uniform_integers(right, -width, width)
        )
