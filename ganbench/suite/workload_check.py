"""Checks that a registered workload names data and metrics that exist."""

from __future__ import annotations

from ganbench.datasets import DATASETS
from ganbench.errors import GanbenchError
from ganbench.metrics import METRICS
from ganbench.workloads import WORKLOADS


def unknown_parts(name: str) -> list[str]:
    """Returns a sentence for each name in a registered workload that nothing has."""
    try:
        workload = WORKLOADS[name]
    except GanbenchError as error:
        return [str(error)]
    return [
        f"The workload '{name}': there is no {registry.unknown(part)}"
        for registry, parts in (
            (DATASETS, [workload.dataset]),
            (METRICS, [*workload.metrics, *workload.final, *workload.target.metrics]),
        )
        for part in dict.fromkeys(parts)
        if part not in registry
    ]
