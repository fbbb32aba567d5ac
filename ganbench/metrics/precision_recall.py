"""Precision and recall: generated samples that look real, real ones that could be generated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.metrics.neighbours import Balls, balls, memberships
from ganbench.references import Reference

Array = npt.NDArray[np.float64]
NEIGHBOURS = 3  # as in the paper


def real_balls(real: Array, k: int = NEIGHBOURS) -> Balls:
    """Returns the balls around real [m, d], m above k, whose union stands for the real samples."""
    return balls("precision", real, k)


def precision(fake: Array, real: Balls) -> float:
    """Returns the share, in [0, 1], of fake [n, d] in the ball of some real sample.

    A ball reaches to the third nearest neighbour. Two sets of one distribution do not reach 1,
    the less the more features there are: 0.48 for k = 5, 10,000 samples and N(0, I) in 1000
    dimensions.
    """
    expect_samples("precision", fake, width=real.centres.shape[1])
    return _share(fake, real)


def recall(fake: Array, real: Array, k: int = NEIGHBOURS) -> float:
    """Returns the share, in [0, 1], of real [m, d] in the ball of some fake sample [n, d].

    Precision with the sides exchanged. An outlier among the fake ones has a large ball, so that a
    few of them can have a high recall; coverage does not have this weakness.
    """
    expect_samples("recall", real)
    expect_samples("recall", fake, width=real.shape[1])
    return _share(real, balls("recall", fake, k))


def _share(samples: Array, of: Balls) -> float:
    return sum(int(block.any(axis=1).sum()) for block in memberships(samples, of)) / len(samples)


PRECISION_DIGITS = Metric(
    name="precision-digits",
    title="Precision (digits)",
    direction="higher",
    digits=3,
    needs="features",
    compute=precision,
    prepare=real_balls,
    features="digits",
    reference=Reference(
        "Kynkäänniemi et al.",
        2019,
        "Improved Precision and Recall Metric for Assessing Generative Models",
        "https://arxiv.org/abs/1904.06991",
    ),
)
RECALL_DIGITS = Metric(
    name="recall-digits",
    title="Recall (digits)",
    direction="higher",
    digits=3,
    needs="features",
    compute=recall,
    features="digits",
    reference=PRECISION_DIGITS.reference,
)
PRECISION_FASHION = replace(
    PRECISION_DIGITS, name="precision-fashion", title="Precision (fashion)", features="fashion"
)
RECALL_FASHION = replace(
    RECALL_DIGITS, name="recall-fashion", title="Recall (fashion)", features="fashion"
)
