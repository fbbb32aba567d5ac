"""Whether an evaluation meets a workload's target."""

from __future__ import annotations

from collections.abc import Mapping

from ganbench.metrics import METRICS
from ganbench.metrics.metric import reaches
from ganbench.metrics.sized import sized
from ganbench.workloads.workload import Target


def meets(target: Target, row: Mapping[str, float], samples: int) -> bool:
    """Tells whether all conditions of a target hold; none does by a metric without a value.

    Args:
        target: The target.
        row: The evaluation, as `Evaluator.measure` returns it.
        samples: How many samples it is of.
    """
    return all(
        reaches(row[sized(it.metric, samples)], it.threshold, METRICS[it.metric].direction)
        for it in target.conditions
    )
