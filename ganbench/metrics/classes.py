"""Classes covered: those that get at least a tenth of their even share of the samples."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_probabilities
from ganbench.metrics.metric import Metric
from ganbench.references import Reference


def classes(probabilities: npt.NDArray[np.float64]) -> float:
    """Returns how many classes are covered, for class probabilities [n, k].

    The threshold is this benchmark's own; counting a classifier's modes goes back to the reference.

    A sample counts for its likeliest class, and a class is covered by at least n / 10k samples: a
    tenth of what an even spread would give it. A single stray sample does not cover a class, so
    that a classifier's mistakes on a collapsed model do not look like variety.
    """
    expect_probabilities("classes", probabilities)
    n, k = probabilities.shape
    counts = np.bincount(probabilities.argmax(axis=1), minlength=k)
    return float(np.count_nonzero(counts * 10 * k >= n))


CLASSES = Metric(
    name="classes",
    title="Classes covered",
    direction="higher",
    digits=1,
    needs="probabilities",
    compute=classes,
    reference=Reference(
        "Metz et al.",
        2017,
        "Unrolled Generative Adversarial Networks",
        "https://arxiv.org/abs/1611.02163",
    ),
)
