"""Classifier score: sure about each sample, and of many classes; the Inception score's formula."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_probabilities, expect_samples
from ganbench.metrics.metric import Metric


def score(probabilities: npt.NDArray[np.float64]) -> float:
    """Returns exp(mean KL(p(y|x) || p(y))), between 1 and k, for probabilities [n, k].

    All samples at once, not in ten splits. A probability of 0 adds nothing, its limit: a classifier
    that is certain gives no NaN.
    """
    expect_probabilities("score", probabilities)
    marginal = probabilities.mean(axis=0)
    ones = np.ones_like(probabilities)
    # The mean of tiny probabilities can round to 0 where they are not: they too add nothing.
    known = (probabilities > 0) & (marginal > 0)
    ratio = np.divide(probabilities, marginal, out=ones, where=known)
    return float(np.exp((probabilities * np.log(ratio)).sum(axis=1).mean()))


class Scores(NamedTuple):
    """The mean of the scores of several splits, and their standard deviation (not its error)."""

    mean: float
    deviation: float


def split_scores(probabilities: npt.NDArray[np.float64], splits: int = 10) -> Scores:
    """Returns the score as it is usually published: of ten splits, for probabilities [n, k].

    The splits are consecutive, so samples of one class after the other need a shuffle. A split has
    fewer samples, hence a lower score than all of them at once: the two do not compare.

    Raises:
        MeasurementError: There are fewer samples than splits.
    """
    expect_samples("score", probabilities, least=splits)
    n = len(probabilities)
    edges = [i * n // splits for i in range(splits + 1)]
    scores = [score(probabilities[a:b]) for a, b in pairwise(edges)]
    return Scores(float(np.mean(scores)), float(np.std(scores)))


INCEPTION_SCORE = Metric(
    name="is",
    title="Inception score",
    direction="higher",
    digits=2,
    needs="probabilities",
    compute=split_scores,
    part="mean",
    features="inception",
    reference=papers.SALIMANS_2016,
)
SCORE = replace(
    INCEPTION_SCORE,
    name="score",
    title="Inception score of all samples at once",
    elsewhere="Classifier score",
    compute=score,
    part=None,
)
