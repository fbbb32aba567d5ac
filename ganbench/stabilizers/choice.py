"""Whose networks a stabilizer changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture
    from ganbench.workloads import Workload

Networks = Literal["both", "generator", "discriminator"]


def changed(
    workload: Workload, networks: Networks, change: Callable[[Architecture], Architecture]
) -> Workload:
    """Returns the workload with a change made to one of its networks or to both."""
    if networks != "discriminator":
        workload = replace(workload, generator=change(workload.generator))
    if networks != "generator":
        workload = replace(workload, discriminator=change(workload.discriminator))
    return workload
