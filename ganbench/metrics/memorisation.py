"""Memorisation: samples that lie nearer to training samples than new real samples do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.neighbours import nearest

Array = npt.NDArray[np.float64]


def memorisation(fake: Array, train: Array, held_out: Array) -> float:
    """Returns how likely a generated sample is nearer to the training set than a held-out one.

    The distance of fake [n, d] to the nearest of train [m, d] against that of held_out [l, d], real
    samples that were not trained on: the probability that the first is smaller, a tie counting one
    half, as Mann and Whitney's statistic estimates it (Meehan et al. 2020, A Non-Parametric Test to
    Detect Data-Copying in Generative Models, https://arxiv.org/abs/2004.05675). In [0, 1]: 0.5 for
    new samples of the same distribution, 1 for copies, and towards 0 for samples that are off the
    data. Lower is better down to 0.5, and bad samples are below it: read it beside a distance.
    """
    expect_samples("memorisation", fake)
    expect_samples("memorisation", train, width=fake.shape[1])
    expect_samples("memorisation", held_out, width=fake.shape[1])
    ours, theirs = nearest(fake, train), np.sort(nearest(held_out, train))
    smaller = [np.searchsorted(theirs, ours, side=side) for side in ("left", "right")]
    return float(1 - np.mean(smaller) / len(theirs))
