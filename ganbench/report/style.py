"""How figures look: a colour, dash and marker for each of few methods; files have no date."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import matplotlib
import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

WIDTH = 8.5
"""The largest width of a figure that stands beside another one on the page, in inches."""
WIDE = 12.0
"""The width of a figure that takes the page's full width, in inches."""
FEW = 10
"""The number of methods that colours can tell apart."""

Dash: TypeAlias = "str | tuple[float, tuple[float, ...]]"
"""A line style as matplotlib takes it: a name, or an offset and lengths on and off, in points."""
_DASHES: tuple[Dash, ...] = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (8, 2)))
_ORDER = (0, 1, 2, 4, 9, 3, 7, 5, 6, 8)  # neighbours differ as much as the palette allows
_MARKERS = "osD^vPX*<>"


@dataclass(frozen=True)
class Look:
    """How a method is drawn.

    Attributes:
        color: Red, green and blue, each in [0, 1].
        dash: The line's style.
        marker: The marker, as matplotlib names it.
    """

    color: tuple[float, float, float]
    dash: Dash
    marker: str


@dataclass(frozen=True)
class Picture:
    """A figure with its name and caption.

    Attributes:
        name: The name of its files, without their endings.
        caption: What it shows.
        figure: The figure.
    """

    name: str
    caption: str
    figure: Figure

    @property
    def wide(self) -> bool:
        """Whether it needs a page's whole width to be read."""
        return bool(self.figure.get_figwidth() > WIDTH)


class Margins(NamedTuple):
    """Space around and between axes, in inches."""

    left: float
    right: float
    bottom: float
    top: float
    between: tuple[float, float]


class Panels(NamedTuple):
    """A figure and its axes, row by row."""

    figure: Figure
    axes: list[Axes]


def looks(methods: Sequence[str]) -> dict[str, Look]:
    """Returns a look for each method, by its position in the suite.

    More than `FEW` all look the same: their figures tell them apart by rows and panels.
    """
    palette = seaborn.color_palette("colorblind")
    if len(methods) > FEW:
        return dict.fromkeys(methods, Look(palette[0], "-", "o"))
    return {
        method: Look(palette[_ORDER[index]], _DASHES[index % len(_DASHES)], _MARKERS[index])
        for index, method in enumerate(methods)
    }


@contextmanager
def style() -> Iterator[None]:
    """Sets the look of everything that is drawn and saved inside; the same bytes every time."""
    settings = {
        **seaborn.axes_style("whitegrid", {"grid.color": ".92", "axes.edgecolor": ".6"}),
        **seaborn.plotting_context("notebook", font_scale=0.85),
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "figure.constrained_layout.use": True,
        "font.family": ["sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib: the same everywhere
        "legend.frameon": False,
        "svg.hashsalt": "ganbench",
    }
    with matplotlib.rc_context(settings):
        yield


def panels(rows: int, columns: int, size: tuple[float, float], margins: Margins) -> Panels:
    """Returns a figure of many axes, whose places are told and not found out: that takes seconds.

    Args:
        rows: Axes above each other.
        columns: Axes beside each other.
        size: The figure's width and height, in inches.
        margins: What is left free.
    """
    figure = Figure(figsize=size)
    figure.set_layout_engine("none")
    width, height = size
    across = (width - margins.left - margins.right - (columns - 1) * margins.between[0]) / columns
    down = (height - margins.top - margins.bottom - (rows - 1) * margins.between[1]) / rows
    grid = figure.subplots(
        rows,
        columns,
        squeeze=False,
        gridspec_kw={
            "left": margins.left / width,
            "right": 1 - margins.right / width,
            "bottom": margins.bottom / height,
            "top": 1 - margins.top / height,
            "wspace": margins.between[0] / across,
            "hspace": margins.between[1] / down,
        },
    )
    return Panels(figure, list(grid.ravel()))


def save(picture: Picture, folder: Path) -> list[Path]:
    """Writes a picture as SVG and as PNG, and returns the two files in this order."""
    with warnings.catch_warnings():  # a swarm of very many seeds may overlap
        warnings.filterwarnings("ignore", message=".*points cannot be placed")
        if isinstance(picture.figure.get_layout_engine(), ConstrainedLayoutEngine):
            picture.figure.draw_without_rendering()
            picture.figure.set_layout_engine("none")  # laid out once, not for each file
        svg, png = (folder / f"{picture.name}.{kind}" for kind in ("svg", "png"))
        picture.figure.savefig(svg, metadata={"Date": None, "Creator": None})
        picture.figure.savefig(png, dpi=130, metadata={"Software": None})
    return [svg, png]
