"""Curves over training: a metric against steps, with its uncertainty over seeds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ganbench.analysis.statistics import Direction, counted, iqm


def curve(
    history: pd.DataFrame,
    metric: str,
    direction: Direction,
    statuses: Mapping[int, str],
    draws: int = 2_000,
) -> pd.DataFrame:
    """Returns `step`, `iqm`, `low`, `high` (95 % bootstrap interval) of a method on a workload.

    A seed that diverged or failed counts as the worst from there on; one that ran out of time
    keeps its last value, which is also its final one.

    Args:
        history: `step`, `seed` and the metric, the evaluations of all seeds below each other.
        metric: A column of `history`.
        direction: Which values are better.
        statuses: How each seed ended; seeds without a single evaluation are among them.
        draws: Bootstrap draws.
    """
    table = history.pivot(index="step", columns="seed", values=metric)
    table = table.reindex(columns=sorted(statuses)).sort_index()
    stopped = [seed for seed, status in statuses.items() if status == "timeout"]
    table[stopped] = table[stopped].ffill()
    values = counted(table.to_numpy(), direction)  # [steps, seeds]
    seeds = values.shape[1]
    picks = np.random.default_rng(0).integers(seeds, size=(draws, seeds))
    estimates = iqm(values[:, picks])  # [steps, draws]
    result: pd.DataFrame = pd.DataFrame(
        {
            "step": table.index.to_numpy(),
            "iqm": iqm(values),
            "low": np.quantile(estimates, 0.025, axis=1, method="lower"),
            "high": np.quantile(estimates, 0.975, axis=1, method="higher"),
        }
    )
    return result
