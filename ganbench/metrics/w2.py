"""2-Wasserstein distance, exactly: the cheapest way to move the samples onto the real ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.errors import MeasurementError
from ganbench.metrics.expected import expect_samples
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]


def w2(fake: Array, real: Array) -> float:
    """Returns the root of the mean squared distance of the best pairing of fake and real [n, d].

    In the units of the data, from 0; lower is better. Two sets of one distribution score what
    chance leaves, which falls only as n^(-1/d) in many dimensions: made for the plane. Exact, hence
    n^2 numbers of memory and up to n^3 operations: some seconds for 2,500 samples, and the sliced
    distance beyond.

    Sets of one size only, for which the best plan is a pairing: points are drawn from mixtures, of
    which there are as many as one wants, and general transport would need a solver of its own
    (POT) for every installation.

    Raises:
        MeasurementError: The two sets have not one size, which a pairing needs.
    """
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    expect_samples("w2", real)
    expect_samples("w2", fake, width=real.shape[1])
    if len(fake) != len(real):
        raise MeasurementError(
            f"w2: expected as many generated as real samples, found {len(fake)} and {len(real)}. "
            "Take the first of the larger set, or measure sliced-w2."
        )
    costs = cdist(fake, real, "sqeuclidean")
    return float(np.sqrt(costs[linear_sum_assignment(costs)].mean()))


W2 = Metric(
    name="w2",
    title="W2 distance",
    direction="lower",
    digits=4,
    needs="points",
    compute=w2,
    reference=papers.PEYRE_2019,
)
