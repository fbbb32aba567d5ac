"""Blurs data and samples alike, so that their distributions overlap and the gradient lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.players import Memory
from ganbench.stabilizers.schedules import Curve, remaining
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class InstanceNoise(Stabilizer):
    """Instance noise: the discriminator sees x + sigma(t) e with e ~ N(0, I), real and generated.

    sigma(t) falls from `sigma` over the first `anneal` generator steps, linearly or along half a
    cosine to 0, or exponentially to a hundredth; it stays at `sigma` when `anneal` is 0.
    Each number of a sample has its own e, as in the papers, so the noise is as long as the root of
    their number.

    Source: Sønderby et al. 2017, Amortised MAP Inference for Image Super-resolution;
    Arjovsky & Bottou 2017, Towards Principled Methods for Training GANs, section 3.

    Attributes:
        sigma: The noise's standard deviation at the start, in the data's units.
        anneal: Generator steps until the noise is gone; 0 keeps it.
        schedule: The way there: "linear", "cosine" or "exponential".
    """

    sigma: NonNegative = 0.1
    anneal: Annotated[int, Ge(0), Unit("steps")] = 0
    schedule: Curve = "linear"

    @override
    def perturb_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """A normal number for every number of a sample."""
        return {"noise": Draw("normal", shapes.samples)}

    @override
    def perturb(
        self, x: Tensor, noise: Mapping[str, Tensor], memory: Memory, step: Tensor
    ) -> Tensor:
        return x + self.sigma * remaining(self.schedule, step, self.anneal) * noise["noise"]
