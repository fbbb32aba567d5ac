"""Modes covered: those that are nearest to at least one high-quality sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.high_quality import histogram
from ganbench.metrics.metric import Metric

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def modes(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns how many modes have a sample of samples [n, 2] within 3 sigma, nearest to them."""
    expect_samples("modes", samples, width=2)
    return float(np.count_nonzero(histogram(samples, mixture)))


MODES = Metric(
    name="modes",
    title="Modes covered",
    direction="higher",
    digits=1,
    needs="density",
    compute=modes,
    reference=papers.SRIVASTAVA_2017,
)
