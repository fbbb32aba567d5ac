"""The generator that is measured is the mean of those that trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.players import Memory, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class UniformAverage(Stabilizer):
    """Uniform average: what is measured is the mean of all generators after step `start`.

    Up to `start` it is the generator itself.

    Source: Yazici et al. 2019, The Unusual Effectiveness of Averaging in GAN Training.

    Attributes:
        start: Generator steps that do not count; 50,000 of 500,000 in the authors' code.
    """

    start: Annotated[int, Ge(0), Unit("steps")] = 0

    @override
    def begin(self, players: Players) -> Memory:
        return {"mean": players.generator.params.clone()}

    @override
    def after_generator(self, memory: Memory, players: Players, step: Tensor) -> Memory:
        share = 1 / (step - self.start).clamp(min=1)
        return {"mean": memory["mean"] + share * (players.generator.params - memory["mean"])}

    @override
    def averaged_generator(self, generator: Tensor, memory: Memory) -> Tensor:
        return memory["mean"]
