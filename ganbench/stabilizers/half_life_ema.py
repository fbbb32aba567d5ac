"""The generator that is measured is an average whose memory has a half-life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Count
from ganbench.errors import GanbenchError
from ganbench.stabilizers.players import Memory, Players
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload

_TINY = 1e-8
"""Keeps the quotient finite; a half-life of 0 forgets at once."""


@dataclass(frozen=True)
class HalfLifeEMA(Stabilizer):
    """Exponential moving average whose weights halve while G learns from `half_life` samples.

    g_bar <- b g_bar + (1 - b) g with b = (1/2)^(batch / half_life), after each of G's steps.

    Source: Karras et al. 2020, Analyzing and Improving the Image Quality of StyleGAN, the authors'
    code; Huang et al. 2024, The GAN is dead; long live the GAN!, whose half-life grows along a
    cosine from 0.

    Attributes:
        half_life: In samples; 0 measures the generator itself.
        batch: Samples in a generator step; `None` for the workload's.
    """

    half_life: Annotated[float, Ge(0), Unit("samples")] = 10_000.0
    batch: Count | None = None

    @override
    def for_workload(self, workload: Workload) -> HalfLifeEMA:
        return self if self.batch is not None else replace(self, batch=workload.batch)

    @override
    def begin(self, players: Players) -> Memory:
        return {"mean": players.generator.params.clone()}

    @override
    def after_generator(self, memory: Memory, players: Players, step: Tensor) -> Memory:
        if self.batch is None:
            raise GanbenchError("half-life-ema: expected a batch: call `method.on(workload)`")
        decay = 0.5 ** (self.batch / (self.half_life + _TINY))
        now = players.generator.params
        return {"mean": decay * memory["mean"] + (1 - decay) * now}

    @override
    def averaged_generator(self, generator: Tensor, memory: Memory) -> Tensor:
        return memory["mean"]
