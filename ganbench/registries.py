"""Everything that has a name, by kind: what `ganbench list` lists and plugins add to."""

from __future__ import annotations

from typing import Any

from ganbench.features import EXTRACTORS
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.metrics import METRICS
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import WORKLOADS

REGISTRIES: dict[str, Registry[Any]] = {
    registry.kind: registry
    for registry in (METHODS, LOSSES, STABILIZERS, WORKLOADS, METRICS, EXTRACTORS)
}
"""By what they hold, in the singular."""


def plural(kind: str) -> str:
    """Returns a kind in the plural, which ends its group of entry points, `ganbench.losses`."""
    return str(REGISTRIES[kind].group).rpartition(".")[2]
