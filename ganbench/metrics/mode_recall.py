"""Recall of modes: how much of each mode's share the samples give it, the mean over modes."""

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


def mode_recall(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns the mean over modes of min(1, q / p), in [0, 1], for samples [n, 2].

    q is the share of the samples within 3 sigma of the mode, p that of the mixture itself. A mode
    that is missing takes 1 / modes away, one with half of its share half as much; what another has
    too many of gives nothing. A perfect generator is below 1 by about sqrt(modes / (2 pi n)).
    """
    expect_samples("mode-recall", samples, width=2)
    shares = counts(samples, mixture)[:-1] / len(samples)
    return float(np.minimum(1, shares / expected_shares(mixture)[:-1]).mean())


MODE_RECALL = Metric(
    name="mode-recall",
    title="Recall of modes",
    direction="higher",
    digits=3,
    needs="density",
    compute=mode_recall,
    reference=papers.SRIVASTAVA_2017,
)
