"""The leaderboard: which method comes first on which workload, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ganbench.analysis.frame import metrics
from ganbench.analysis.statistics import (
    Direction,
    Floats,
    counted,
    interval,
    iqm,
    median,
    probability_of_improvement,
    ranks,
    resample,
)
from ganbench.store.record import STATUSES


def leaderboard(
    trials: pd.DataFrame,
    directions: Mapping[str, Direction] | None = None,
    baseline: str = "non-saturating",
    draws: int = 10_000,
) -> pd.DataFrame:
    """Ranks the methods on each workload by the IQM of the final primary metric over seeds.

    A method that was skipped on a workload has no row there.

    Args:
        trials: One row a trial, from `ganbench.analysis.frame.frame`.
        directions: Which values of a metric are better; "lower" where it is not said. The
            primary metrics' directions are in `trials`.
        baseline: The method that cost and improvement are relative to, where a workload has it;
            else the workload's first method.
        draws: Bootstrap draws.

    Returns:
        One row a workload and method, the best first: `workload`, `method`, `primary`, `direction`,
        `rank` with its 95 % bootstrap interval `rank_low`, `rank_high`, `seeds`,
        a count of each status, `final_<metric>` and `best_<metric>` (IQM, infinite where failed
        runs reach it, NaN where the workload does not measure it) each with `_low` and `_high`,
        `steps_to_target`, `seconds_to_target`, `passes_to_target` (medians, infinity: never),
        `reached` (seeds that reached it), `relative_cost` (operations of a step), `baseline` and
        `improvement` (the probability that a run beats a run of the baseline).
    """
    boards = [
        _board(_played(group), directions or {}, baseline, draws)
        for _, group in trials.groupby("workload", sort=False)
    ]
    board: pd.DataFrame = pd.concat(boards, ignore_index=True)
    return board


def _played(trials: pd.DataFrame) -> pd.DataFrame:
    """The trials of a workload without those of methods that make no sense on it, if any play."""
    played: pd.DataFrame = trials[trials["status"] != "skipped"]
    return played if len(played) else trials


def overall(board: pd.DataFrame) -> pd.DataFrame:
    """Returns `method`, `mean_rank` over workloads and the number of `workloads`, best first."""
    grouped = board.groupby("method", sort=False)["rank"]
    table = pd.DataFrame({"mean_rank": grouped.mean(), "workloads": grouped.size()})
    ordered: pd.DataFrame = table.sort_values("mean_rank", kind="stable").reset_index()
    return ordered


def references(trials: pd.DataFrame) -> pd.DataFrame:
    """Returns what a perfect generator scores: a row a workload, a column a metric.

    Columns are named without the number of samples, which is in the column `samples`: a small data
    set has fewer real samples than are generated.
    """
    rows: dict[str, dict[str, float]] = {}
    columns = [str(column) for column in trials if str(column).startswith("reference_")]
    for workload, group in trials.groupby("workload", sort=False):
        row = rows.setdefault(str(workload), {})
        for column in columns:
            name, _, samples = column.removeprefix("reference_").partition("@")
            if group[column].notna().any():
                row[name] = float(group[column].mean())
                row["samples"] = float(samples or "nan")
    table: pd.DataFrame = pd.DataFrame.from_dict(rows, orient="index")
    return table


def _board(
    trials: pd.DataFrame, directions: Mapping[str, Direction], baseline: str, draws: int
) -> pd.DataFrame:
    primary = _first(trials["primary"])
    direction: Direction = _first(trials["direction"]) or "lower"
    known: dict[str, Direction] = {**directions, **({primary: direction} if primary else {})}
    methods = {
        str(name): group.sort_values("seed") for name, group in trials.groupby("method", sort=False)
    }
    base = methods.get(baseline, next(iter(methods.values())))
    rows, estimates = [], []
    for group in methods.values():
        row = _outcome(group, base, primary, direction)
        for metric in dict.fromkeys([*([primary] if primary else []), *metrics(trials)]):
            for moment in ("final", "best"):
                column = f"{moment}_{metric}"
                values = counted(_column(group, column), known.get(metric, "lower"))
                drawn = iqm(resample(values, draws, np.random.default_rng(0)))
                row[column] = float(iqm(values))
                row[f"{column}_low"], row[f"{column}_high"] = interval(drawn)
                if (moment, metric) == ("final", primary):
                    estimates.append(drawn)
        rows.append(row)
    board: pd.DataFrame = pd.DataFrame(rows)
    if primary is None:  # every trial failed: there is nothing to rank by
        board["rank"], board["rank_low"], board["rank_high"] = 1, 1, len(board)
        return board
    board["rank"] = ranks(board[f"final_{primary}"], direction)
    drawn_ranks = ranks(np.stack(estimates, axis=-1), direction)
    ends = [interval(column) for column in drawn_ranks.T]
    board["rank_low"] = [int(low) for low, _ in ends]
    board["rank_high"] = [int(high) for _, high in ends]
    ordered: pd.DataFrame = board.sort_values("rank", kind="stable")
    return ordered


def _outcome(
    group: pd.DataFrame, base: pd.DataFrame, primary: str | None, direction: Direction
) -> dict[str, Any]:
    column = f"final_{primary}"
    cost, base_cost = (frame["passes_per_step"].median() for frame in (group, base))
    return {
        "workload": group["workload"].iloc[0],
        "method": group["method"].iloc[0],
        "primary": primary,
        "direction": direction,
        "rank": 0,
        "rank_low": 0,
        "rank_high": 0,
        "seeds": len(group),
        **{status: int((group["status"] == status).sum()) for status in STATUSES},
        "samples": group["samples"].max(),
        "real_samples": group["real_samples"].max(),
        "target_metric": _first(group["target_metric"]),
        "target_threshold": group["target_threshold"].max(),
        "reached": int(group["steps_to_target"].notna().sum()),
        "steps_to_target": median(group["steps_to_target"]),
        "seconds_to_target": median(group["seconds_to_target"]),
        "passes_to_target": median(group["passes_to_target"]),
        "relative_cost": float(cost / base_cost),
        "baseline": base["method"].iloc[0],
        "improvement": probability_of_improvement(
            counted(_column(group, column), direction),
            counted(_column(base, column), direction),
            direction,
        ),
    }


def _column(table: pd.DataFrame, name: str) -> Floats:
    """Returns a column, NaN where a frame has none because every trial of it failed."""
    if name not in table:
        return np.full(len(table), np.nan)
    return table[name].to_numpy(dtype=np.float64)


def _first(column: pd.Series[Any]) -> Any:
    known = column.dropna()
    return known.iloc[0] if len(known) else None
