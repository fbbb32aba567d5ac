"""Forward Kullback-Leibler divergence: how much of the mixture the samples leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.metrics.mode_shares import counts, expected_shares

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def forward_kl(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns KL(mixture || samples), in nats, of the shares of K modes and of what is near none.

    The expectation is over the mixture, so a mode that is missing costs the most; without more ado
    it would cost infinity, and one stray sample would decide between that and a small number. So
    half a sample is added to each of the K + 1 counts, the estimate of Krichevsky and Trofimov, and
    the largest value grows with log n: compare equal n only. A perfect generator scores about
    K / 2n for samples [n, 2].
    """
    expect_samples("forward-kl", samples, width=2)
    found = counts(samples, mixture) + 0.5
    p = expected_shares(mixture)
    return float((p * np.log(p / (found / found.sum()))).sum())


FORWARD_KL = Metric(
    name="forward-kl",
    title="Forward KL (nats)",
    direction="lower",
    digits=3,
    needs="density",
    compute=forward_kl,
    reference=papers.KULLBACK_1951,
)
