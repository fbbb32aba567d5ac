"""Other networks by choice: what activation and normalisation have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ganbench.stabilizers.stabilizer import Combination, Stabilizer

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture
    from ganbench.workloads import Workload

Networks = Literal["both", "generator", "discriminator"]


class Choice(Stabilizer):
    """A change of one network or both, for a subclass that says which.

    Attributes:
        networks: Whose; the other keeps the workload's.
    """

    networks: Networks

    @abstractmethod
    def changed(self, network: Architecture) -> Architecture:
        """Returns a network with the choice made."""

    def equip(self, workload: Workload) -> Workload:
        """See `Stabilizer.equip`."""
        if self.networks != "discriminator":
            workload = replace(workload, generator=self.changed(workload.generator))
        if self.networks != "generator":
            workload = replace(workload, discriminator=self.changed(workload.discriminator))
        return workload

    def unfit(self, combination: Combination) -> str | None:
        """See `Stabilizer.unfit`."""
        reason = super().unfit(combination)
        if reason is None and self.equip(combination.workload) == combination.workload:
            return "the networks are like this already"
        return reason
