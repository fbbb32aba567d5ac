"""Classifier score: sure about each sample, and of many classes; the Inception score's formula."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ganbench.metrics.metric import Metric
from ganbench.references import Reference


def score(probabilities: npt.NDArray[np.float64]) -> float:
    """Returns exp(mean KL(p(y|x) || p(y))), between 1 and k, for probabilities [n, k].

    All samples at once, not in ten splits. A probability of 0 adds nothing, its limit: a classifier
    that is certain gives no NaN.
    """
    marginal = probabilities.mean(axis=0)
    ones = np.ones_like(probabilities)
    ratio = np.divide(probabilities, marginal, out=ones, where=probabilities > 0)
    return float(np.exp((probabilities * np.log(ratio)).sum(axis=1).mean()))


INCEPTION_SCORE = Metric(
    name="is",
    title="Inception score",
    direction="higher",
    digits=2,
    needs="probabilities",
    compute=score,
    features="inception",
    reference=Reference(
        "Salimans et al.",
        2016,
        "Improved Techniques for Training GANs",
        "https://arxiv.org/abs/1606.03498",
    ),
)
SCORE_DIGITS = replace(
    INCEPTION_SCORE, name="score-digits", title="Classifier score (digits)", features="digits"
)
SCORE_FASHION = replace(
    INCEPTION_SCORE, name="score-fashion", title="Classifier score (fashion)", features="fashion"
)
