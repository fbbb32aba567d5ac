"""How many of a classifier's classes the samples are of: any at all, or a fair share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_probabilities
from ganbench.metrics.metric import Metric


def classes(probabilities: npt.NDArray[np.float64]) -> float:
    """Returns how many classes are covered, for class probabilities [n, k].

    A sample counts for its likeliest class, and a class is covered by at least n / 10k samples, a
    tenth of what an even spread would give it, so that a classifier's mistakes on a collapsed model
    do not look like variety. Up to n = 10k one sample is as much. The threshold is this benchmark's
    own; `classes_seen` has that of the tables in print.
    """
    expect_probabilities("classes", probabilities)
    n, k = probabilities.shape
    return float(np.count_nonzero(_counts(probabilities) * 10 * k >= n))


def classes_seen(probabilities: npt.NDArray[np.float64]) -> float:
    """Returns how many classes at least one sample is of, for class probabilities [n, k].

    A sample counts for its likeliest class: the modes of stacked digits, as papers count them.
    """
    expect_probabilities("classes-seen", probabilities)
    return float(np.count_nonzero(_counts(probabilities)))


def _counts(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1])


CLASSES = Metric(
    name="classes",
    title="Classes covered",
    direction="higher",
    digits=1,
    needs="probabilities",
    compute=classes,
    reference=papers.METZ_2017,
)
CLASSES_SEEN = replace(CLASSES, name="classes-seen", title="Classes seen", compute=classes_seen)
