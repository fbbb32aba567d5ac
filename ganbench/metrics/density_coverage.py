"""Density and coverage: precision and recall without their trust in a single outlier."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric
from ganbench.metrics.neighbours import Balls, balls, memberships
from ganbench.references import Reference

Array = npt.NDArray[np.float64]
NEIGHBOURS = 5  # as in the paper


def real_balls(real: Array) -> Balls:
    """Returns the balls around real [m, d], m above 5, to their fifth nearest neighbours."""
    return balls("density and coverage", real, NEIGHBOURS)


def density(fake: Array, real: Balls) -> float:
    """Returns in how many real balls a sample of fake [n, d] lies on average, divided by k = 5.

    From 0; 1 on average for two sets of one distribution, and more for a model that keeps to where
    real samples are dense: a mean that many balls decide, where precision asks for any one.
    """
    expect_samples("density", fake, width=real.centres.shape[1])
    return sum(int(block.sum()) for block in memberships(fake, real)) / (real.k * len(fake))


def coverage(fake: Array, real: Balls) -> float:
    """Returns the share, in [0, 1], of the real samples' balls that hold one of fake [n, d].

    Two sets of one distribution and one size score 1 - 2^-k on average, 0.969 for k = 5, whatever
    the features.
    """
    expect_samples("coverage", fake, width=real.centres.shape[1])
    covered = np.zeros(len(real.centres), dtype=bool)
    for block in memberships(fake, real):
        covered |= block.any(axis=0)
    return float(covered.mean())


DENSITY_DIGITS = Metric(
    name="density-digits",
    title="Density (digits)",
    direction="higher",
    digits=3,
    needs="features",
    compute=density,
    prepare=real_balls,
    features="digits",
    reference=Reference(
        "Naeem et al.",
        2020,
        "Reliable Fidelity and Diversity Metrics for Generative Models",
        "https://arxiv.org/abs/2002.09797",
    ),
)
COVERAGE_DIGITS = replace(
    DENSITY_DIGITS, name="coverage-digits", title="Coverage (digits)", compute=coverage
)
DENSITY_FASHION = replace(
    DENSITY_DIGITS, name="density-fashion", title="Density (fashion)", features="fashion"
)
COVERAGE_FASHION = replace(
    COVERAGE_DIGITS, name="coverage-fashion", title="Coverage (fashion)", features="fashion"
)
