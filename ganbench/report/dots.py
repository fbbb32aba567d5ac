"""Figures of each seed's final value, a row a method."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ganbench.analysis.board import Board, Standing
from ganbench.report.axes import scale
from ganbench.report.style import FEW, Look, Picture


def seeds(board: Board, styles: Mapping[str, Look]) -> Picture | None:
    """Draws each trial's final value, with the IQM and its interval; a cross is a failed trial.

    Args:
        board: The workload's board.
        styles: The look of each method.

    Returns:
        The picture of the primary metric, or nothing if no trial has a value of it.
    """
    measure = board.primary
    values = np.array([value for row in board.rows for value in row.values])
    if measure is None or np.isnan(values).all():
        return None
    order = [row.method for row in board.rows]
    pitch = 0.45 if len(order) <= FEW else 0.3
    figure = Figure(figsize=(8, 0.6 + pitch * len(order) + 0.6))
    axes: Axes = figure.subplots()
    scale(axes, "x", values[np.isfinite(values)], measure)
    _swarm(axes, board, styles)
    axes.set_yticks(range(len(order)), order)  # a row for those without a dot too
    axes.set_ylim(len(order) - 0.5, -0.5)
    for position, row in enumerate(board.rows):
        _interval(axes, position, row)
    axes.set(xlabel=f"final {measure.title} {measure.arrow}", ylabel="", title=board.workload)
    seaborn.despine(ax=axes, left=True)
    caption = (
        f"Final {measure.title} on the test split: a dot a seed, the IQM and its 95 % interval. "
        "A red cross counts the failed trials: they have no dot but weigh in the ranking."
    )
    return Picture(f"{board.workload}-{measure.name}-seeds", caption, figure)


def _swarm(axes: Axes, board: Board, styles: Mapping[str, Look]) -> None:
    """Draws a dot for each trial that has a finite value."""
    order = [row.method for row in board.rows]
    dots = [(row.method, value) for row in board.rows for value in row.values]
    table = pd.DataFrame(dots, columns=["method", "value"])
    with warnings.catch_warnings():  # the first method's single dot has no extent: others follow
        warnings.filterwarnings("ignore", message=".*identical low and high xlims")
        seaborn.swarmplot(
            table[np.isfinite(table["value"])], x="value", y="method", order=order, hue="method",
            palette={method: styles[method].color for method in order}, size=4.5, legend=False,
            ax=axes,
        )  # fmt: skip


def _interval(axes: Axes, position: int, row: Standing) -> None:
    """Draws a method's interval, and how many of its trials failed."""
    final = row.final
    if final.finite and row.seeds > 1:
        ends = [[final.value - final.low], [final.high - final.value]]
        axes.errorbar(
            final.value, position + 0.3, xerr=ends, color=".25", marker="|", markersize=8,
            capsize=2.5, linewidth=1.2,
        )  # fmt: skip
    failed = int((~np.isfinite(row.values)).sum())
    if failed:
        axes.annotate(
            f"✗ {failed} of {row.seeds}", (1, position), xycoords=("axes fraction", "data"),
            xytext=(4, 0), textcoords="offset points", va="center", fontsize="small",
            color="#b3261e",
        )  # fmt: skip
