"""Frechet distance between the Gaussians that have the samples' means and covariances."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.references import Reference

Array = npt.NDArray[np.float64]


class Moments(NamedTuple):
    """The mean [d] and the unbiased covariance [d, d] of samples."""

    mean: Array
    covariance: Array


def moments(samples: Array) -> Moments:
    """Returns the moments of samples [n, d], n at least 2."""
    expect_samples("frechet", samples, least=2)
    mean = samples.mean(axis=0)
    centred = samples - mean
    return Moments(mean, centred.T @ centred / (len(samples) - 1))


def frechet(fake: Array, real: Moments) -> float:
    """Returns the squared W2 distance of the two Gaussians, for fake [n, d].

    |m1 - m2|^2 + tr(S1 + S2) - 2 tr (S1^1/2 S2 S1^1/2)^1/2 (Dowson and Landau 1982). The last
    trace is taken of the eigenvalues of a symmetric matrix, clipped at 0: right for a covariance
    without full rank as well, which is what a collapsed model has and where `sqrtm` fails.
    Lower is better and 0 the floor, which n samples miss by about a constant / n: state n.
    """
    expect_samples("frechet", fake, least=2, width=len(real.mean))
    return between(moments(fake), real, root(real.covariance))


def root(covariance: Array) -> Array:
    """Returns the symmetric square root of a covariance [d, d], of whatever rank."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(values.clip(0)) @ vectors.T)


def between(ours: Moments, real: Moments, real_root: Array) -> float:
    """Returns the distance of two moments, for the square root [d, d] of the real covariance."""
    cross = np.linalg.eigvalsh(real_root @ ours.covariance @ real_root).clip(0)
    gap = ours.mean - real.mean
    spread = np.trace(ours.covariance) + np.trace(real.covariance) - 2 * np.sqrt(cross).sum()
    return float(gap @ gap + max(spread, 0.0))


FRECHET = Metric(
    name="frechet",
    title="Frechet distance",
    direction="lower",
    digits=4,
    needs="points",
    compute=frechet,
    prepare=moments,
    reference=Reference(
        "Dowson and Landau",
        1982,
        "The Frechet distance between multivariate normal distributions",
        "https://doi.org/10.1016/0047-259X(82)90077-X",
    ),
)
