"""The generator that is measured is an average of those that trained, the late ones most."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Fraction
from ganbench.stabilizers.players import Memory, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class EMA(Stabilizer):
    """Exponential moving average: g_bar <- decay * g_bar + (1 - decay) * g after each of G's steps.

    The game does not notice; what is measured is g_bar, which starts at the initial g.

    Source: Yazici et al. 2019, The Unusual Effectiveness of Averaging in GAN Training.

    Attributes:
        decay: The paper's beta. The authors' code has 0.9999, for 500,000 steps; 0.999 is that of
            Mescheder et al. 2018's code and forgets the initial g in shorter runs.
    """

    decay: Fraction = 0.999

    @override
    def begin(self, players: Players) -> Memory:
        return {"mean": players.generator.params.clone()}

    @override
    def after_generator(self, memory: Memory, players: Players, step: Tensor) -> Memory:
        now = players.generator.params
        return {"mean": self.decay * memory["mean"] + (1 - self.decay) * now}

    @override
    def averaged_generator(self, generator: Tensor, memory: Memory) -> Tensor:
        return memory["mean"]
