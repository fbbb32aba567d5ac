"""The scales of axes that show a metric."""

from __future__ import annotations

from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ganbench.analysis.measure import Measure
from ganbench.analysis.statistics import Floats


def scale(axes: Axes, which: Literal["x", "y"], finite: Floats, measure: Measure) -> None:
    """Makes an axis logarithmic where it shows a distance whose values span a decade.

    Args:
        axes: The axes.
        which: Which of the two axes.
        finite: The finite values [n] that will be drawn.
        measure: The metric that they are of.
    """
    if measure.direction == "higher" or len(finite) == 0 or finite.max() < 10 * abs(finite.min()):
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
