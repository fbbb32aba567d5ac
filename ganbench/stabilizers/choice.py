"""Other networks by choice: what activation and normalisation have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture
    from ganbench.workloads import Workload

Networks = Literal["both", "generator", "discriminator"]


class Choice(Stabilizer):
    """A change of one network or both, for a subclass that says which.

    Attributes:
        networks: Which networks change; the others stay the workload's.
    """

    networks: Networks

    @abstractmethod
    def _changed(self, network: Architecture) -> Architecture:
        """Returns a network with the choice applied to it."""

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        if self.networks != "discriminator":
            workload = replace(workload, generator=self._changed(workload.generator))
        if self.networks != "generator":
            workload = replace(workload, discriminator=self._changed(workload.discriminator))
        return workload

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if self.modify_networks(combination.workload) == combination.workload:
            return "the networks are like this already"
        return None
