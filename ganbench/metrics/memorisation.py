"""Memorisation: samples that lie nearer to training samples than new real samples do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.metrics.neighbours import nearest

Array = npt.NDArray[np.float64]
NAME = "memorisation"


class TrainingDistances(NamedTuple):
    """Training samples, and how far from them new real samples lie.

    Attributes:
        train: All that was trained on [m, d].
        distances: From held-out samples to the nearest of them [l], ascending.
    """

    train: Array
    distances: Array


def training_distances(held_out: Array, train: Array) -> TrainingDistances:
    """Returns what memorisation needs of held_out [l, d] and all training samples [m, d]."""
    expect_samples(NAME, train)
    expect_samples(NAME, held_out, width=train.shape[1])
    return TrainingDistances(train, np.sort(nearest(held_out, train)))


def memorisation(fake: Array, real: TrainingDistances) -> float:
    """Returns how likely a generated sample is nearer to the training set than a held-out one.

    The distance of fake [n, d] to the nearest training sample against that of real samples that
    were not trained on: the probability that the first is smaller, a tie counting one half, as
    Mann and Whitney's statistic estimates it. In [0, 1]: 0.5 for new samples of the same
    distribution, 1 for copies, and towards 0 for samples that are off the data. Lower is better
    down to 0.5, and bad samples are below it: read it beside a distance.
    """
    expect_samples(NAME, fake, width=real.train.shape[1])
    ours, theirs = nearest(fake, real.train), real.distances
    smaller = [np.searchsorted(theirs, ours, side=side) for side in ("left", "right")]
    return float(1 - np.mean(smaller) / len(theirs))


MEMORISATION = Metric(
    name=NAME,
    title="Memorisation (Inception)",
    elsewhere="Memorisation",
    direction="lower",
    digits=3,
    needs="training",
    compute=memorisation,
    prepare=training_distances,
    features="inception",
    reference=papers.MEEHAN_2020,
)
