"""The outcome in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from ganbench.counts import count
from ganbench.metrics.sized import unsized
from ganbench.report.measures import measure

_VERBS = {
    "diverged": "diverged",
    "timeout": "ran out of time",
    "failed": "failed",
    "skipped": "skipped",
}


def outcome(board: pd.DataFrame, references: pd.DataFrame, planned: int) -> list[str]:
    """Returns a sentence for each workload and one for the trials that did not complete.

    Args:
        board: From `ganbench.analysis.leaderboard.leaderboard`.
        references: What a perfect generator scores, from the same module.
        planned: How many trials the suite asks for, without those that are skipped.
    """
    groups = board.groupby("workload", sort=False)
    sentences = [_winner(str(name), group, references) for name, group in groups]
    finished = int(board["seeds"].sum())
    return [*sentences, *_few(board), *_failures(board), *_unfinished(finished, planned)]


def _winner(workload: str, board: pd.DataFrame, references: pd.DataFrame) -> str:
    first = board.iloc[0]
    metric = first["primary"]
    if metric is None:
        return f"{workload}: no trial was measured."
    shown = measure(metric)
    if not math.isfinite(first[f"final_{metric}"]):
        return f"{workload}: no method came through; failed runs decide every IQM."
    text = (
        f"{workload}: {first['method']} comes first with a final {shown.title} of "
        f"{shown.estimate(first, f'final_{metric}')}, {first['direction']} is better."
    )
    tied = [row["method"] for _, row in board.iloc[1:].iterrows() if row["rank_low"] == 1]
    if tied:
        seeds = count(first["seeds"], "seed")
        text += f" With {seeds} it cannot be told apart from {listed(tied)}."
    elif len(board) > 1 and first["seeds"] > 2:  # two seeds' intervals are their two values
        text += f" Over {first['seeds']} seeds no other method's rank interval reaches first place."
    name = unsized(metric)
    if name in references and workload in references.index:
        perfect = references.loc[workload].to_dict()
        text += f" A perfect generator scores {shown.text(perfect[name])}."
    return text


def _few(board: pd.DataFrame) -> list[str]:
    """Warns where the bootstrap is too sure of itself.

    Of Gaussian values its 95 % interval holds the mean in 50, 76, 88, 89, 94 % of 2,000
    simulations for n = 2, 3, 4, 5, 10.
    """
    seeds = int(board["seeds"].min())
    if seeds >= 5:
        return []
    if seeds == 1:
        return ["One seed shows no spread: these ranks may be chance. Take ten for an answer."]
    return [
        f"Intervals over {seeds} seeds are too narrow (over three they hold the true mean about "
        "three times in four, not 95 %): take ranks as hints, and ten seeds for an answer."
    ]


def _failures(board: pd.DataFrame) -> list[str]:
    total = int(board["seeds"].sum())
    parts = [
        f"{row[status]} {verb} ({row['method']} on {row['workload']})"
        for status, verb in _VERBS.items()
        for _, row in board.iterrows()
        if row[status]
    ]
    if not parts:
        return ["The trial completed." if total == 1 else f"All {total} trials completed."]
    return [f"{board['completed'].sum()} of {count(total, 'trial')} completed; {listed(parts)}."]


def skips(trials: pd.DataFrame) -> list[str]:
    """Returns which methods were skipped on which workloads: a sentence for each reason.

    Args:
        trials: One row a trial, from `ganbench.analysis.frame.frame`.
    """
    skipped = trials[trials["status"] == "skipped"]
    return [
        f"Skipped, and not ranked: {'; '.join(_where(group))} ({reason})."
        for reason, group in skipped.groupby("reason", sort=False)
    ]


def _where(skipped: pd.DataFrame) -> list[str]:
    """Returns "a and b on x and y" for all methods that were skipped on the same workloads."""
    methods: dict[tuple[str, ...], list[str]] = {}
    for method, group in skipped.groupby("method", sort=False):
        methods.setdefault(tuple(group["workload"].unique()), []).append(str(method))
    return [f"{_joined(names)} on {_joined(where)}" for where, names in methods.items()]


def _unfinished(finished: int, planned: int) -> list[str]:
    if finished >= planned:
        return []
    left = planned - finished
    verb = "has" if left == 1 else "have"
    return [f"{left} of {count(planned, 'planned trial')} {verb} not run yet: run it again."]


def listed(names: Sequence[str]) -> str:
    """Returns "a", "a and b" or "a, b and c"; of many the first few and how many others."""
    if len(names) > 8:
        names = [*names[:6], f"{len(names) - 6} others"]
    return _joined(names)


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
