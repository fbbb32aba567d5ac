"""Figures of training: a metric against steps, together for few methods, in panels for many."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import seaborn
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ganbench.analysis.board import Board
from ganbench.analysis.curves import Curve, curve
from ganbench.analysis.measure import Measure
from ganbench.report.axes import scale
from ganbench.report.style import FEW, WIDE, Look, Margins, Picture, panels
from ganbench.store import Record

COLUMNS = 6
"""Panels beside each other."""
_MARGINS = Margins(left=0.75, right=0.2, bottom=0.55, top=0.65, between=(0.15, 0.35))

_MEANING = (
    "{} on the validation split against generator steps: the IQM over seeds, 95 % bootstrap band. "
    "A cross ends a line where failed runs make it infinite."
)


def training(
    board: Board, records: Sequence[Record], measure: Measure, styles: Mapping[str, Look]
) -> Picture:
    """Draws a metric against generator steps: the IQM over seeds in its 95 % band.

    Args:
        board: The workload's board.
        records: The workload's trials.
        measure: The metric, on the validation split.
        styles: The look of each method.
    """
    groups = {row.method: [r for r in records if r.method == row.method] for row in board.rows}
    curves = {
        method: curve(group, measure.key, measure.direction)
        for method, group in groups.items()
        if any(len(record.history) for record in group)
    }
    perfect = board.perfect.values.get(measure.name)
    draw = _together if len(curves) <= FEW else _panels
    figure, caption = draw(board.workload, curves, measure, styles, perfect)
    return Picture(f"{board.workload}-{measure.name}-steps", caption, figure)


def _together(
    workload: str,
    curves: Mapping[str, Curve],
    measure: Measure,
    styles: Mapping[str, Look],
    perfect: float | None,
) -> tuple[Figure, str]:
    figure = Figure(figsize=(8, 4.2))
    axes: Axes = figure.subplots()
    ends = _scaled(axes, curves, measure)
    for method, path in curves.items():
        _line(axes, path, styles[method], ends, method)
    if perfect is not None and np.isfinite(perfect):
        _perfect_line(axes, perfect)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel="generator steps", ylabel=f"{measure.title} {measure.arrow}", title=workload)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    seaborn.despine(ax=axes)
    return figure, _MEANING.format(measure.title)


def _panels(
    workload: str,
    curves: Mapping[str, Curve],
    measure: Measure,
    styles: Mapping[str, Look],
    perfect: float | None,
) -> tuple[Figure, str]:
    rows = math.ceil(len(curves) / COLUMNS)
    height = 1.5 * rows + 0.7
    figure, grid = panels(rows, COLUMNS, (WIDE, height), _MARGINS)
    used, rest = grid[: len(curves)], grid[len(curves) :]
    behind = [
        np.column_stack([path.steps, path.iqm])[np.isfinite(path.iqm)] for path in curves.values()
    ]
    for axes, (method, path) in zip(used, curves.items(), strict=True):
        ends = _scaled(axes, curves, measure)
        # the grey lines are rasterized, so that the SVG stays small
        axes.add_collection(LineCollection(behind, colors=".85", linewidth=0.6, rasterized=True))
        _line(axes, path, styles[method], ends, method)
        if perfect is not None and np.isfinite(perfect) and _can_show(axes, perfect):
            axes.axhline(perfect, color=".35", linewidth=1, linestyle=(0, (2, 2)))
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.set_title(method, y=1, fontsize="small")  # no search for a place
        seaborn.despine(ax=axes)
    _alike(used)
    for axes in rest:
        axes.set_visible(False)
    top = 1 - 0.08 / height
    figure.suptitle(workload, x=0.01, y=top, ha="left", fontsize="large", fontweight="bold")
    figure.supxlabel("generator steps", y=0.06 / height, fontsize="medium")
    figure.supylabel(f"{measure.title} {measure.arrow}", x=0.006, fontsize="medium")
    return figure, (
        f"{_MEANING.format(measure.title)} A panel a method, in the order of the table; the others "
        "in grey; dashed: a perfect generator."
    )


def _alike(grid: Sequence[Axes]) -> None:
    """Gives axes the same limits, and numbers at the left and below the lowest of each column.

    Axes that share theirs would do so too, and ask one another at every turn.
    """
    lows, highs = (np.array([getattr(it.viewLim, end) for it in grid]) for end in ("min", "max"))
    (left, bottom), (right, top) = lows.min(0), highs.max(0)
    for index, axes in enumerate(grid):
        axes.set(xlim=(left, right), ylim=(bottom, top))
        axes.tick_params(
            which="both",
            labelleft=index % COLUMNS == 0,
            labelbottom=index >= len(grid) - COLUMNS,  # also above a place without a panel
        )


def _scaled(axes: Axes, curves: Mapping[str, Curve], measure: Measure) -> tuple[float, float]:
    """Scales the axis for all curves and returns the lowest and the highest value of them."""
    drawn = np.concatenate([[path.iqm, path.low, path.high] for path in curves.values()], axis=1)
    finite = drawn[np.isfinite(drawn)]
    scale(axes, "y", finite, measure)
    return (finite.min(), finite.max()) if len(finite) else (0.0, 1.0)


def _line(axes: Axes, path: Curve, look: Look, ends: tuple[float, float], method: str) -> None:
    """Draws a curve in its band, up to where it leaves the finite numbers."""
    low, high = ends
    finite = np.isfinite(path.iqm)
    steps, iqm = path.steps[finite], path.iqm[finite]
    axes.plot(
        steps, iqm, label=method, color=look.color, linestyle=look.dash,
        marker=look.marker, markersize=4, markevery=max(1, len(steps) // 8), linewidth=1.6,
    )  # fmt: skip
    # an infinite end of the band is drawn at the worst value that any method reached
    axes.fill_between(
        steps, path.low[finite].clip(min=low), path.high[finite].clip(max=high),
        color=look.color, alpha=0.13, linewidth=0,
    )  # fmt: skip
    if 0 < len(steps) < len(finite):
        axes.plot(steps[-1], iqm[-1], marker="x", color=look.color, markersize=9, mew=2.5)


def _can_show(axes: Axes, value: float) -> bool:
    """Tells whether an axis, which may be logarithmic, can show a value."""
    return axes.get_yscale() != "log" or value > 0


def _perfect_line(axes: Axes, perfect: float) -> None:
    """Draws a line at a perfect generator's score, or writes it where the axis cannot show it."""
    visible = _can_show(axes, perfect)
    if visible:
        axes.axhline(perfect, color=".35", linewidth=1, linestyle=(0, (2, 2)))
    axes.annotate(
        "perfect generator" if visible else f"perfect generator: {perfect:.2g}, below this axis",
        (1, perfect) if visible else (1, 0),
        xycoords=("axes fraction", "data") if visible else "axes fraction",
        xytext=(-2, 3), textcoords="offset points", ha="right", fontsize="x-small", color=".35",
    )  # fmt: skip
