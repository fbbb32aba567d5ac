"""The discriminator sees how much the samples of a batch vary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Unit
from typing_extensions import override

from ganbench.networks.minibatch import StddevLayer
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class MinibatchStddev(Stabilizer):
    """Minibatch standard deviation: one more feature of a sample says how its group varies.

    It is sqrt(variance + 1e-8) of each feature before the last linear layer over the group,
    averaged over all features, the same for each sample of the group; for pictures it is a map of
    one value. Real and generated samples are batches of their own.

    Source: Karras et al. 2018, Progressive Growing of GANs for Improved Quality, Stability, and
    Variation, section 3; the authors' code for groups.

    Attributes:
        group: Samples of a group; the batch divides into groups.
    """

    group: Annotated[int, Ge(2), Unit("samples")] = 4

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        layer = StddevLayer(self.group)
        return replace(workload, discriminator=workload.discriminator.with_minibatch(layer))

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        batch = combination.perturbed_shape[0]
        if batch % self.group:
            return f"a batch of {batch} does not divide into groups of {self.group}"
        return None
