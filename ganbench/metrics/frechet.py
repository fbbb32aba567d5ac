"""Frechet distance between the Gaussians that have the samples' means and covariances."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]


class Moments(NamedTuple):
    """What the distance to real samples needs of them.

    Attributes:
        mean: Of the samples [d].
        covariance: Unbiased, [d, d].
        root: The symmetric square root [d, d] of the covariance.
    """

    mean: Array
    covariance: Array
    root: Array


def moments(samples: Array) -> Moments:
    """Returns the moments of real samples [n, d], n at least 2."""
    expect_samples("frechet", samples, least=2)
    mean = samples.mean(axis=0)
    centred = samples - mean
    return gaussian(mean, centred.T @ centred / (len(samples) - 1))


def gaussian(mean: Array, covariance: Array) -> Moments:
    """Returns the moments of a Gaussian with a mean [d] and a covariance [d, d] of any rank."""
    values, vectors = np.linalg.eigh(covariance)
    return Moments(mean, covariance, vectors * np.sqrt(values.clip(0)) @ vectors.T)


def frechet(fake: Array, real: Moments) -> float:
    """Returns the squared W2 distance of the two Gaussians, for fake [n, d].

    |m1 - m2|^2 + tr(S1 + S2) - 2 tr (S1^1/2 S2 S1^1/2)^1/2 (Dowson and Landau 1982). The last
    trace is taken of the eigenvalues of a symmetric matrix, clipped at 0: right for a covariance
    without full rank as well, which is what a collapsed model has and where `sqrtm` fails.
    Lower is better and 0 the floor, which n samples miss by about a constant / n: state n.
    """
    expect_samples("frechet", fake, least=2, width=len(real.mean))
    return distance(fake, real)


def distance(fake: Array, real: Moments) -> float:
    """Returns the Frechet distance of fake [n, d], which has been checked, to the real moments."""
    n, d = fake.shape
    mean = fake.mean(axis=0)
    centred = fake - mean
    if n < d:  # X S X' has the eigenvalues of S^1/2 X'X S^1/2 but for zeros, and is smaller
        turned = centred @ real.root
        cross = turned @ turned.T
    else:
        cross = real.root @ (centred.T @ centred) @ real.root
    values = np.linalg.eigvalsh(cross / (n - 1)).clip(0)
    spread = np.vdot(centred, centred) / (n - 1) + np.trace(real.covariance)
    gap = mean - real.mean
    return float(gap @ gap + max(spread - 2 * np.sqrt(values).sum(), 0.0))


FRECHET = Metric(
    name="frechet",
    title="Fréchet distance",
    direction="lower",
    digits=4,
    needs="points",
    compute=frechet,
    prepare=moments,
    reference=papers.DOWSON_1982,
)
