"""Why a network cannot be what a stabilizer wants of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ganbench.networks.architecture import UnsuitedError

if TYPE_CHECKING:
    from ganbench.workloads import Workload


def refusal(equip: Callable[[Workload], Workload], workload: Workload) -> str | None:
    """Returns the network's own words, or `None` if it takes the change."""
    try:
        equip(workload)
    except UnsuitedError as reason:
        return str(reason)
    return None
