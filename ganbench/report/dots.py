"""Figures of each seed's final value, a row a method."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ganbench.metrics.sized import unsized
from ganbench.report.axes import scale
from ganbench.report.measures import Measure
from ganbench.report.style import FEW, Look, Picture


def seeds(
    workload: str, trials: pd.DataFrame, board: pd.DataFrame, shown: Measure,
    styles: Mapping[str, Look],
) -> Picture:  # fmt: skip
    """Draws each trial's final value, with the IQM and its interval; a cross is a failed trial.

    Args:
        workload: Its name.
        trials: The workload's trials, a row each.
        board: Its leaderboard, the best method first.
        shown: The metric.
        styles: The look of each method.
    """
    order = [str(method) for method in board["method"]]
    pitch = 0.45 if len(order) <= FEW else 0.3
    figure = Figure(figsize=(8, 0.6 + pitch * len(order) + 0.6))
    axes: Axes = figure.subplots()
    column = f"final_{shown.name}"
    values = trials[column].to_numpy(dtype=np.float64)
    finite = values[np.isfinite(values)]
    scale(axes, "x", finite, shown)
    palette = {method: styles[method].color for method in order}
    with warnings.catch_warnings():  # the first method's single dot has no extent: others follow
        warnings.filterwarnings("ignore", message=".*identical low and high xlims")
        seaborn.swarmplot(
            trials[np.isfinite(values)], x=column, y="method", order=order, hue="method",
            palette=palette, size=4.5, legend=False, ax=axes,
        )  # fmt: skip
    axes.set_yticks(range(len(order)), order)  # a row for those without a dot too
    axes.set_ylim(len(order) - 0.5, -0.5)
    right = np.isfinite(board[[column, f"{column}_low", f"{column}_high"]]).all(axis=1)
    for position, (sure, (_, row)) in enumerate(zip(right, board.iterrows(), strict=True)):
        failed = int((~np.isfinite(trials[column]) & (trials["method"] == row["method"])).sum())
        if sure and row["seeds"] > 1:
            ends = [[row[column] - row[f"{column}_low"]], [row[f"{column}_high"] - row[column]]]
            axes.errorbar(
                row[column], position + 0.3, xerr=ends, color=".25", marker="|", markersize=8,
                capsize=2.5, linewidth=1.2,
            )  # fmt: skip
        if failed:
            axes.annotate(
                f"✗ {failed} of {row['seeds']}", (1, position), xycoords=("axes fraction", "data"),
                xytext=(4, 0), textcoords="offset points", va="center", fontsize="small",
                color="#b3261e",
            )  # fmt: skip
    axes.set(xlabel=f"final {shown.title} {shown.arrow}", ylabel="", title=workload)
    seaborn.despine(ax=axes, left=True)
    caption = (
        f"Final {shown.title} on the test split: a dot a seed, the IQM and its 95 % interval. "
        "A red cross counts the failed trials: they have no dot but weigh in the ranking."
    )
    return Picture(f"{workload}-{unsized(shown.name)}-seeds", caption, figure)
