"""Frechet distance of infinitely many generated samples, extrapolated from fewer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.frechet import Moments, distance, moments
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]
SIZES = 15  # of subsets, from a tenth of the samples to all of them: 5,000 to 50,000 in the paper


def frechet_infinity(fake: Array, real: Moments) -> float:
    """Returns where the Frechet distance of fake [n, d] goes as n grows, from n = 20 on.

    A Frechet distance of n samples is too large by about c / n, with a c that depends on the model:
    so it can rank two models wrongly at any one n. This is the intercept of the least squares
    line through the distances of 15 subsets over 1 / size. The line is straight only where the
    smallest subset, a tenth of the samples, is much larger than d. Lower is better; 0 is the floor,
    and chance can put it slightly below.

    Only the generated side is extrapolated, as in the paper: the real samples stay as many as they
    are, and what their own number adds is in the value. State their number with it.

    Samples are sorted before a fixed stream draws the subsets: neither their order nor chance
    changes the value.
    """
    expect_samples("fid-infinity", fake, least=20, width=len(real.mean))
    n = len(fake)
    ordered = fake[np.lexsort(fake.T)]
    draw = np.random.default_rng(0)
    sizes = np.linspace(n / 10, n, SIZES).round().astype(int)
    distances = [distance(ordered[draw.permutation(n)[:size]], real) for size in sizes]
    _, intercept = np.polyfit(1 / sizes, distances, 1)
    return float(intercept)


FID_INFINITY = Metric(
    name="fid-infinity",
    title="FID-infinity (Inception)",
    elsewhere="Fréchet distance, limit",
    direction="lower",
    digits=2,
    needs="features",
    compute=frechet_infinity,
    prepare=moments,
    features="inception",
    reference=papers.CHONG_2020,
)
