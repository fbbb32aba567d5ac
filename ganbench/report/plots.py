"""Figures of numbers: a metric against steps, and each seed's final value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from ganbench.analysis.curves import curve
from ganbench.analysis.statistics import Floats
from ganbench.report.measures import Measure
from ganbench.report.style import Look, Picture


def training(
    workload: str,
    trials: pd.DataFrame,
    history: pd.DataFrame,
    shown: Measure,
    styles: Mapping[str, Look],
    perfect: float | None,
) -> Picture:
    """Draws a metric against generator steps: the IQM over seeds in its 95 % band.

    Args:
        workload: Its name.
        trials: The workload's trials, a row each.
        history: Their evaluations on the validation split.
        shown: The metric.
        styles: The look of each method.
        perfect: What a perfect generator scores, if that is known.
    """
    figure = Figure(figsize=(8, 4.2))
    axes: Axes = figure.subplots()
    curves = {
        str(method): curve(
            history[history["method"] == method],
            shown.name,
            shown.direction,
            dict(zip(group["seed"], group["status"], strict=True)),
        )
        for method, group in trials.groupby("method", sort=False)
        if (history["method"] == method).any()
    }
    drawn = pd.concat(curves.values())[["iqm", "low", "high"]].to_numpy()
    finite = drawn[np.isfinite(drawn)]
    _scale(axes, "y", finite, shown)
    low, high = (finite.min(), finite.max()) if len(finite) else (0.0, 1.0)
    for method, table in curves.items():
        look = styles[method]
        alive = table[np.isfinite(table["iqm"])]
        axes.plot(
            alive["step"], alive["iqm"], label=method, color=look.color, linestyle=look.dash,
            marker=look.marker, markersize=4, markevery=max(1, len(alive) // 8), linewidth=1.6,
        )  # fmt: skip
        # an infinite end of the band is drawn at the worst value that any method reached
        axes.fill_between(
            alive["step"], alive["low"].clip(lower=low), alive["high"].clip(upper=high),
            color=look.color, alpha=0.13, linewidth=0,
        )  # fmt: skip
        if 0 < len(alive) < len(table):
            end = alive.iloc[-1]
            axes.plot(end["step"], end["iqm"], marker="x", color=look.color, markersize=9, mew=2.5)
    if perfect is not None and np.isfinite(perfect):
        _floor(axes, perfect)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel="generator steps", ylabel=f"{shown.title} {shown.arrow}", title=workload)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    seaborn.despine(ax=axes)
    caption = (
        f"{shown.title} on the validation split against generator steps: the IQM over seeds, "
        "95 % bootstrap band. A cross ends a line where failed runs make it infinite."
    )
    return Picture(f"{workload}-{shown.name}-steps", caption, figure)


def _floor(axes: Axes, perfect: float) -> None:
    """Draws what a perfect generator scores; a logarithmic axis may have no place for it."""
    below = axes.get_yscale() == "log" and perfect <= 0
    if not below:
        axes.axhline(perfect, color=".35", linewidth=1, linestyle=(0, (2, 2)))
    axes.annotate(
        f"perfect generator: {perfect:.2g}, below this axis" if below else "perfect generator",
        (1, 0) if below else (1, perfect),
        xycoords="axes fraction" if below else ("axes fraction", "data"),
        xytext=(-2, 3), textcoords="offset points", ha="right", fontsize="x-small", color=".35",
    )  # fmt: skip


def seeds(
    workload: str, trials: pd.DataFrame, board: pd.DataFrame, shown: Measure,
    styles: Mapping[str, Look],
) -> Picture:  # fmt: skip
    """Draws each trial's final value, with the IQM and its interval; a cross is a failed trial."""
    order = [str(method) for method in board["method"]]
    figure = Figure(figsize=(8, 0.6 + 0.45 * len(order) + 0.6))
    axes: Axes = figure.subplots()
    column = f"final_{shown.name}"
    values = trials[column].to_numpy(dtype=np.float64)
    finite = values[np.isfinite(values)]
    _scale(axes, "x", finite, shown)
    seaborn.swarmplot(
        trials[np.isfinite(values)], x=column, y="method", order=order, hue="method",
        palette={method: styles[method].color for method in order}, size=4.5, legend=False, ax=axes,
    )  # fmt: skip
    axes.set_yticks(range(len(order)), order)  # a row for those without a dot too
    axes.set_ylim(len(order) - 0.5, -0.5)
    right = np.isfinite(board[[column, f"{column}_low", f"{column}_high"]]).all(axis=1)
    for position, (sure, (_, row)) in enumerate(zip(right, board.iterrows(), strict=True)):
        failed = int((~np.isfinite(trials[column]) & (trials["method"] == row["method"])).sum())
        if sure:
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
    return Picture(f"{workload}-{shown.name}-seeds", caption, figure)


def _scale(axes: Axes, which: Literal["x", "y"], finite: Floats, shown: Measure) -> None:
    """Gives a distance that spans a decade a logarithmic axis."""
    if shown.direction == "higher" or len(finite) == 0 or finite.max() < 10 * abs(finite.min()):
        return
    plain = FuncFormatter(lambda value, _: f"{value:g}")
    axis = axes.xaxis if which == "x" else axes.yaxis
    set_scale = axes.set_xscale if which == "x" else axes.set_yscale
    if finite.min() > 0:
        set_scale("log")
        if finite.max() < 1000 * finite.min():  # few powers of ten: label what is between
            axis.set_minor_locator(LogLocator(subs=(2, 5)))
            axis.set_minor_formatter(plain)
        else:
            axis.set_minor_formatter(NullFormatter())
    else:  # unbiased estimates of a small distance scatter around zero
        linear = 10 ** np.ceil(np.log10(finite.max() / 20))
        set_scale("symlog", linthresh=linear, linscale=0.5)
    axis.set_major_formatter(plain)
