"""The discriminator sees how near a sample is to the rest of its batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Unit
from typing_extensions import override

from ganbench.networks.minibatch import DiscriminationLayer
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class MinibatchDiscrimination(Stabilizer):
    """Minibatch discrimination: features o_i of a sample's nearness to its batch join its own.

    For features f_i of sample i before the last linear layer and a learnt tensor T, the matrix
    M_i = f_i T has B rows of C numbers, and o_ib = R mean_j exp(-|M_ib - M_jb|_1), over all j of
    the batch, i included. The last layer sees f_i and o_i. Real and generated samples are batches
    of their own. Time and memory grow with batch^2 B C.

    The paper has the sum over j, and its experiments a batch of 100. A sum is as strong as the
    batch is large. Here it is the paper's in a batch of R = 100, and its strength is the same in
    every other.

    Source: Salimans et al. 2016, Improved Techniques for Training GANs, section 3.2; the authors'
    code for the defaults.

    Attributes:
        kernels: The paper's B.
        dimension: The paper's C.
        reference_batch: R, the batch in which o_i is the plain sum; 1 takes the mean.
    """

    kernels: Annotated[int, Ge(1), Unit("kernels")] = 100
    dimension: Annotated[int, Ge(1)] = 5
    reference_batch: Annotated[int, Ge(1), Unit("samples")] = 100

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        layer = DiscriminationLayer(self.kernels, self.dimension, self.reference_batch)
        return replace(workload, discriminator=workload.discriminator.with_minibatch(layer))
