"""Jensen-Shannon divergence: samples against a mixture, both ways at once and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric, Saturation
from ganbench.metrics.mode_shares import counts, expected_shares

if TYPE_CHECKING:
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def jensen_shannon(samples: npt.NDArray[np.float64], mixture: GaussianMixture) -> float:
    """Returns the Jensen-Shannon divergence, in [0, log 2] nats, of the shares of the modes.

    The shares are those of K modes, and of what is near none of them: modes that are missing,
    modes of the wrong weight and samples of low quality all count, in one bounded number. A perfect
    generator scores about K / 8n for samples [n, 2].
    """
    expect_samples("jensen-shannon", samples, width=2)
    p, q = expected_shares(mixture), counts(samples, mixture) / len(samples)
    middle = (p + q) / 2
    logs = np.log(np.divide(q, middle, out=np.ones_like(q), where=q > 0))  # 0 log 0 is 0
    return float(((p * np.log(p / middle)).sum() + (q * logs).sum()) / 2)


JENSEN_SHANNON = Metric(
    name="jensen-shannon",
    title="Jensen-Shannon (nats)",
    direction="lower",
    digits=3,
    needs="density",
    compute=jensen_shannon,
    reference=papers.LIN_1991,
    saturation=Saturation(beyond=0.5, instead="energy"),
)
