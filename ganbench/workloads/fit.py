"""Whether the networks of a workload fit its prior and its samples."""

from __future__ import annotations

from ganbench.networks.shapes import mismatch
from ganbench.workloads.workload import Workload

Shape = tuple[int, ...]


def roles(workload: Workload) -> dict[str, tuple[Shape, Shape]]:
    """Returns the shapes of one input and of one output of each network, by its role."""
    samples = tuple(workload.shape)
    return {
        "generator": ((workload.prior.dimension,), samples),
        "discriminator": (samples, (1,)),
    }


def misfits(workload: Workload) -> dict[str, str]:
    """Returns what is wrong with networks that do not fit, by their role."""
    found = {
        role: mismatch(getattr(workload, role), given, wanted, workload.batch)
        for role, (given, wanted) in roles(workload).items()
    }
    return {role: reason for role, reason in found.items() if reason}
