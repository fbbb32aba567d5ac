"""What plays together, before anything trains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # descriptions, which no hook needs at run time
    from ganbench.losses.loss import Loss
    from ganbench.stabilizers.stabilizer import Stabilizer
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class Combination:
    """What plays together, to be judged before anything trains.

    Attributes:
        workload: The workload, with the networks that the stabilizers before this one gave it.
        loss: The loss of the method.
        stabilizers: All stabilizers of the method, in order.
        position: The index of this stabilizer among them.
    """

    workload: Workload
    loss: Loss
    stabilizers: tuple[Stabilizer, ...]
    position: int = 0

    @property
    def before(self) -> tuple[Stabilizer, ...]:
        """The stabilizers before this one."""
        return self.stabilizers[: self.position]

    @property
    def after(self) -> tuple[Stabilizer, ...]:
        """The stabilizers after this one."""
        return self.stabilizers[self.position + 1 :]

    @property
    def differentiates_gradients(self) -> bool:
        """Whether a stabilizer takes derivatives of the players' gradients."""
        return any(it.differentiates_gradients for it in self.stabilizers)

    @property
    def perturbed_shape(self) -> tuple[int, ...]:
        """The shape of what the discriminator sees, after `perturb` of all stabilizers."""
        shape = (self.workload.batch, *self.workload.shape)
        for stabilizer in self.stabilizers:
            shape = stabilizer.perturbed_shape(shape)
        return shape
