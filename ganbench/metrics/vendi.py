"""Vendi score: how many different samples a set amounts to, overall or within each class.

MS-SSIM, the usual measure of diversity within a class, compares random pairs of pictures at five
scales, so it wants more than 160 pixels a side; digits have 8. This one takes any features, all
pairs, and reads as a number of samples.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.errors import MeasurementError
from ganbench.metrics.expected import expect_probabilities, expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]


def vendi(features: Array) -> float:
    """Returns the effective number of different samples, in [1, min(n, d)], of features [n, d].

    The exponential of the entropy of the eigenvalues of the cosine similarities (Friedman and Dieng
    2023, The Vendi Score, https://arxiv.org/abs/2210.02410); 1 if all samples are the same up to
    length, n if all are orthogonal. Higher is more diverse, not better: noise is diverse, so read
    it beside the real samples' own. It grows with n: compare equal n only. A sample of zeros has no
    direction and counts for nothing.
    """
    expect_samples("vendi", features)
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    unit = np.divide(features, lengths, out=np.zeros_like(features), where=lengths > 0)
    n, d = unit.shape
    values = np.linalg.eigvalsh(unit.T @ unit if d < n else unit @ unit.T)
    shares = values[values > 0] / max(values[values > 0].sum(), 1e-300)
    return float(np.exp(-(shares * np.log(shares)).sum()))


def within_class_diversity(features: Array, probabilities: Array) -> float:
    """Returns the mean Vendi score over the classes, for features [n, d], probabilities [n, k].

    A sample belongs to its likeliest class, and a class without samples counts 0. A model that
    makes every class, but each from one template, covers all classes and scores 1 here.

    Raises:
        MeasurementError: Features or probabilities are not as expected, or not of one length.
    """
    expect_samples("within-class diversity", features)
    expect_probabilities("within-class diversity", probabilities)
    if len(features) != len(probabilities):
        raise MeasurementError(
            "within-class diversity: expected features and probabilities of the same samples, "
            f"found {len(features)} and {len(probabilities)} rows. Extract both in one pass."
        )
    labels = probabilities.argmax(axis=1)
    scores = [vendi(features[labels == label]) for label in np.unique(labels)]
    return float(np.sum(scores) / probabilities.shape[1])


VENDI = Metric(
    name="vendi",
    title="Vendi score (Inception)",
    elsewhere="Vendi score",
    direction="higher",
    digits=1,
    needs="alone",
    compute=vendi,
    features="inception",
    reference=papers.FRIEDMAN_2023,
)
WITHIN_CLASS = Metric(
    name="within-class-vendi",
    title="Vendi score within classes",
    elsewhere="Vendi score within classes",
    direction="higher",
    digits=1,
    needs="labelled",
    compute=within_class_diversity,
    reference=VENDI.reference,
)
