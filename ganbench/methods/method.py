"""A method as live parts: a loss, stabilizers, optimizers and a number of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from ganbench.part_numbers import with_schedules
from ganbench.varying import Varying

if TYPE_CHECKING:  # listing recipes must not import torch
    from ganbench.losses.loss import Loss
    from ganbench.optimizers import Optimizer
    from ganbench.stabilizers.stabilizer import Stabilizer
    from ganbench.workloads import Workload

T = TypeVar("T")


@dataclass(frozen=True)
class Method:
    """What is compared: how two players move, whatever they are trained on.

    Example:
        >>> import ganbench
        >>> plain, wgan_gp = ganbench.method("non-saturating"), ganbench.method("wgan-gp")
        >>> mine = ganbench.Method("ns-gp", plain.loss, wgan_gp.stabilizers, discriminator_steps=2)
        >>> mine.loss, [type(each).__name__ for each in mine.stabilizers]
        (NonSaturating(), ['GradientPenalty'])
        >>> mine.on(ganbench.workload("ring8")).generator_optimizer
        Adam(lr=0.001, beta1=0.5, beta2=0.999, eps=1e-08)

    Attributes:
        name: What tables and folders call it.
        loss: The pair of losses.
        stabilizers: Whatever else changes the game, applied in this order.
        generator_optimizer: The generator's; `None` takes the workload's.
        discriminator_optimizer: The discriminator's; `None` takes the workload's.
        discriminator_steps: Discriminator updates for each generator update, at least 1.
        extends: The recipe of which it is a variation; empty where it is none.
    """

    name: str
    loss: Loss
    stabilizers: tuple[Stabilizer, ...] = ()
    generator_optimizer: Optimizer | None = None
    discriminator_optimizer: Optimizer | None = None
    discriminator_steps: int = 1
    extends: str = field(default="", compare=False)

    def on(self, workload: Workload) -> Method:
        """Returns the method with the workload's optimizers and settings where it has no own."""
        return replace(
            self,
            generator_optimizer=self.generator_optimizer or workload.generator_optimizer,
            discriminator_optimizer=self.discriminator_optimizer
            or workload.discriminator_optimizer,
            stabilizers=tuple(it.for_workload(workload) for it in self.stabilizers),
        )

    def within(self, steps: int) -> Method:
        """Returns the method with its schedules in a budget of so many generator steps."""
        return self._with_schedules(lambda schedule: schedule.within(steps))

    def at_start(self) -> Method:
        """Returns the method with the numbers that its schedules begin with.

        A schedule that begins with 0, as a rate that warms up, gives the number that it ends with.
        """
        return self._with_schedules(lambda schedule: schedule.ends[0] or schedule.ends[1])

    def _with_schedules(self, given: Callable[[Varying], object]) -> Method:
        def changed(part: T) -> T:
            return with_schedules(part, "", lambda _, schedule: given(schedule))

        return replace(
            self,
            loss=changed(self.loss),
            stabilizers=tuple(map(changed, self.stabilizers)),
            generator_optimizer=changed(self.generator_optimizer),
            discriminator_optimizer=changed(self.discriminator_optimizer),
        )
