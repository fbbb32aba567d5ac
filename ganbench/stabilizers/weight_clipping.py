"""The first way to keep a critic Lipschitz: no weight grows beyond a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Positive
from ganbench.stabilizers.players import Memory
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class WeightClipping(Stabilizer):
    """Weight clipping: after each critic update, w <- clip(w, -bound, bound), biases too.

    The slope that it allows grows with the widths of the layers, as in the paper.

    Source: Arjovsky et al. 2017, Wasserstein GAN, algorithm 1.

    Attributes:
        bound: The paper's c.
    """

    rests_elsewhere: ClassVar[str] = (
        "it makes D prefer a slope to a constant, where the best constant is beyond the bound"
    )

    bound: Positive = 0.01

    @override
    def project(self, params: Tensor, memory: Memory) -> Tensor:
        return params.clamp(-self.bound, self.bound)
