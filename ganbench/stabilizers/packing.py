"""The discriminator judges several samples at once, so it sees when they are all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.players import Memory
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class Packing(Stabilizer):
    """Packing: D sees packs of `samples` samples of one kind and gives one logit a pack.

    They stand side by side (vectors) or are more channels (images). D's first layer grows, nothing
    else. A batch of b samples makes b / `samples` packs. It comes after what changes single
    samples.

    Source: Lin et al. 2018, PacGAN: The power of two samples in generative adversarial networks.

    Attributes:
        samples: The paper's m.
    """

    samples: Annotated[int, Ge(2), Unit("samples")] = 2

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        return replace(workload, discriminator=workload.discriminator.packed(self.samples))

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        batch = combination.workload.batch
        if batch % self.samples:
            return f"a batch of {batch} does not divide into packs of {self.samples}"
        if any(overrides(other, Stabilizer.perturb) for other in combination.after):
            return "list it after what changes single samples"
        return None

    @override
    def perturbed_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        batch, first, *rest = shape
        return (batch // self.samples, first * self.samples, *rest)

    @override
    def perturb(
        self, x: Tensor, noise: Mapping[str, Tensor], memory: Memory, step: Tensor
    ) -> Tensor:
        return x.reshape(self.perturbed_shape(tuple(x.shape)))
