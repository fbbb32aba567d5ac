"""Reverse Kullback-Leibler divergence: how unevenly the samples spread over the modes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.high_quality import histogram
from ganbench.metrics.metric import Metric

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def reverse_kl(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns log K minus the entropy of the modes of the high-quality samples, in nats.

    A perfect generator scores about (K - 1) / 2n for samples [n, 2] and K modes. Without any
    high-quality sample it is log K, the largest value there is, as when a single mode is left.
    """
    expect_samples("reverse-kl", samples, width=2)
    counts = histogram(samples, mixture)
    counts, total = counts[counts > 0], counts.sum()
    shares = counts / max(total, 1)
    return float(math.log(len(mixture.centers)) + (shares * np.log(shares)).sum())


REVERSE_KL = Metric(
    name="reverse-kl",
    title="Reverse KL (nats)",
    direction="lower",
    digits=3,
    needs="density",
    compute=reverse_kl,
    reference=papers.LIN_2018,
)
