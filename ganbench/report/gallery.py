"""Figures of samples: one row a method, one column a moment of its training."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.report.style import FEW, WIDE, Look, Margins, Picture, panels
from ganbench.store.record import Record, WorkloadFacts
from ganbench.store.values import Fields

COLUMNS = 5
TILES = (4, 6)  # rows and columns of images in a cell
_MARGINS = Margins(left=0.05, right=0.05, bottom=0.05, top=0.25, between=(0.08, 0.25))
_POINTS = (1.7, 1.7)  # the width and height of a cell
_MOSAIC = (2.2, 2.2 * TILES[0] / TILES[1])


def samples(workload: str, records: Sequence[Record], styles: Mapping[str, Look]) -> Picture | None:
    """Draws what the generators of one seed made during training.

    Args:
        workload: The workload's name.
        records: One for each method, with samples.
        styles: The look of each method.

    Returns:
        The picture, or nothing if no record has samples that can be drawn: points [n, 2] or
        images [n, 1 or 3, height, width] in [-1, 1].
    """
    steps = _moments({step for record in records for step in record.samples})
    shapes = {array.shape[1:] for record in records for array in record.samples.values()}
    if not steps or not all(_drawable(shape) for shape in shapes):
        return None
    planar = all(len(shape) == 1 for shape in shapes)
    few = len(records) <= FEW
    figure = (_all_steps if few else _last_step)(
        records, steps, styles, _POINTS if planar else _MOSAIC
    )
    seed = f"seed {records[0].seed}"
    shown = [
        f"{workload}: samples during training, {seed}; one row a method."
        if few
        else f"{workload}: samples at step {steps[-1]:,}, {seed}.",
        "Plus signs are the modes; a number counts samples outside the frame."
        if planar
        else "Grey values are fixed, never stretched.",
    ]
    return Picture(f"{workload}-samples", " ".join(shown), figure)


def _all_steps(
    records: Sequence[Record],
    steps: Sequence[int],
    styles: Mapping[str, Look],
    size: tuple[float, float],
) -> Figure:
    """A row a method, a column a moment."""
    figure = Figure(figsize=(size[0] * len(steps) + 1.2, size[1] * len(records) + 0.4))
    grid = figure.subplots(len(records), len(steps), squeeze=False)
    for cells, record in zip(grid, records, strict=True):
        for axes, step in zip(cells, steps, strict=True):
            _cell(axes, record, step, styles[record.method])
        cells[0].set_ylabel(record.method, rotation=0, ha="right", va="center", fontsize="medium")
    for axes, step in zip(grid[0], steps, strict=True):
        axes.set_title(f"step {step:,}", loc="center", fontsize="medium", fontweight="normal")
    return figure


def _last_step(
    records: Sequence[Record],
    steps: Sequence[int],
    styles: Mapping[str, Look],
    size: tuple[float, float],
) -> Figure:
    """A cell a method, at the last moment: a row for each of many methods would be too long."""
    columns = int(WIDE / size[0])
    rows = math.ceil(len(records) / columns)
    figure, grid = panels(rows, columns, (WIDE, (size[1] + 0.2) * rows + 0.1), _MARGINS)
    for axes, record in zip(grid, records, strict=False):
        _cell(axes, record, steps[-1], styles[record.method])
        axes.set_title(record.method, y=1, loc="center", fontsize="small", fontweight="normal")
    for axes in grid[len(records) :]:
        axes.set_visible(False)
    return figure


def _cell(axes: Axes, record: Record, step: int, look: Look) -> None:
    """What a method's generator made at a step, or why it made nothing."""
    arrays = record.samples
    axes.set(xticks=[], yticks=[])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_color(".8")
    if step not in arrays and record.status == "completed":
        return  # it was not evaluated then
    if step not in arrays or not np.isfinite(arrays[step]).all():
        axes.text(
            0.5, 0.5, _why_missing(record, step), transform=axes.transAxes, ha="center",
            va="center", color="#b3261e", fontsize="small",
        )  # fmt: skip
    elif arrays[step].ndim == 2:
        _points(axes, arrays[step], mixture(record.facts), look)
    else:
        _images(axes, arrays[step])


def mixture(facts: WorkloadFacts | None) -> GaussianMixture | None:
    """Returns the mixture that a workload's data is drawn from, if it is one."""
    if facts is None or facts.dataset != "gaussian-mixture":
        return None
    parameters = Fields(facts.parameters, "parameters.")
    if parameters.maybe_text("layout") == "grid":
        return GaussianMixture.grid(
            side=parameters.integer("side"),
            spacing=parameters.number("spacing"),
            sigma=parameters.number("sigma"),
        )
    return GaussianMixture.ring(
        modes=parameters.integer("modes"),
        radius=parameters.number("radius"),
        sigma=parameters.number("sigma"),
    )


def _points(
    axes: Axes, points: NDArray[np.float32], target: GaussianMixture | None, look: Look
) -> None:
    centers = np.asarray(target.centers) if target else points
    limit = 1.35 * float(np.abs(centers).max()) or 1.0
    # thousands of dots are rasterized, so that the SVG stays small
    axes.scatter(
        points[:, 0], points[:, 1], s=2, color=look.color, alpha=0.35, linewidth=0, rasterized=True
    )
    if target:
        axes.plot(centers[:, 0], centers[:, 1], "+", color=".2", markersize=4, markeredgewidth=0.6)
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    if outside := int((np.abs(points) > limit).any(axis=1).sum()):
        axes.text(0.97, 0.03, f"{outside:,} outside", transform=axes.transAxes, ha="right",
                  fontsize="xx-small", color=".35",
                  bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1})  # fmt: skip


def _images(axes: Axes, images: NDArray[np.float32]) -> None:
    rows, columns = TILES
    _, channels, height, width = images.shape
    tiles = np.ones((rows * columns, channels, height + 1, width + 1), dtype=np.float32)
    shown = images[: rows * columns]
    tiles[: len(shown), :, :height, :width] = shown
    mosaic = tiles.reshape(rows, columns, channels, height + 1, width + 1)
    mosaic = mosaic.transpose(0, 3, 1, 4, 2).reshape(
        rows * (height + 1), columns * (width + 1), channels
    )
    pixels = np.clip((mosaic[:-1, :-1] + 1) / 2, 0, 1)
    axes.imshow(pixels.squeeze(), cmap="gray", vmin=0, vmax=1, interpolation="nearest")


def _why_missing(record: Record, step: int) -> str:
    """Returns why a trial has no samples that can be drawn at a step."""
    stop = None if record.measurements is None else record.measurements.diverged_at
    if stop is not None and stop <= step:
        return f"diverged\nat {stop:,}"
    return "not finite" if record.status == "completed" else record.status


def _drawable(shape: tuple[int, ...]) -> bool:
    return shape == (2,) or (len(shape) == 3 and shape[0] in (1, 3))


def _moments(steps: set[int]) -> list[int]:
    """Returns at most `COLUMNS` of the steps, evenly spread, the first and the last among them."""
    known = sorted(steps)
    picks = np.linspace(0, len(known) - 1, min(COLUMNS, len(known))).round().astype(int)
    return [known[pick] for pick in picks]
