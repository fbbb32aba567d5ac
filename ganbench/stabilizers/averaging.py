"""The generator that is measured is an average of those that trained."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from ganbench.checks import expect
from ganbench.stabilizers.stabilizer import Memory, Stabilizer


@dataclass(frozen=True)
class EMA(Stabilizer):
    """Exponential moving average: g_bar <- decay * g_bar + (1 - decay) * g after each of G's steps.

    The game does not notice; what is measured is g_bar, which starts at the initial g.

    Source: Yazici et al. 2019, The Unusual Effectiveness of Averaging in GAN Training.

    Attributes:
        decay: The paper's beta. The authors' code has 0.9999, for 500,000 steps; 0.999 is that of
            Mescheder et al. 2018's code and forgets the initial g in shorter runs.
    """

    decay: float = 0.999

    def __post_init__(self) -> None:
        expect(0 <= self.decay < 1, "decay", "a number in [0, 1)", self.decay)

    def begin(self, generator: Tensor) -> Memory:
        """See `Stabilizer.begin`."""
        return {"mean": generator.clone()}

    def follow(self, memory: Memory, generator: Tensor, step: Tensor) -> Memory:
        """See `Stabilizer.follow`."""
        return {"mean": self.decay * memory["mean"] + (1 - self.decay) * generator}

    def evaluated(self, generator: Tensor, memory: Memory) -> Tensor:
        """See `Stabilizer.evaluated`."""
        return memory["mean"]


@dataclass(frozen=True)
class UniformAverage(Stabilizer):
    """Uniform average: what is measured is the mean of all generators after step `start`.

    Up to `start` it is the generator itself.

    Source: Yazici et al. 2019, The Unusual Effectiveness of Averaging in GAN Training.

    Attributes:
        start: Generator steps that do not count; 50,000 of 500,000 in the authors' code.
    """

    start: int = 0

    def __post_init__(self) -> None:
        expect(self.start >= 0, "start", "a number of steps from 0", self.start)

    def begin(self, generator: Tensor) -> Memory:
        """See `Stabilizer.begin`."""
        return {"mean": generator.clone()}

    def follow(self, memory: Memory, generator: Tensor, step: Tensor) -> Memory:
        """See `Stabilizer.follow`."""
        share = 1 / (step - self.start).clamp(min=1)
        return {"mean": memory["mean"] + share * (generator - memory["mean"])}

    def evaluated(self, generator: Tensor, memory: Memory) -> Tensor:
        """See `Stabilizer.evaluated`."""
        return memory["mean"]
