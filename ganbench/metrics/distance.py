"""How far both players of a solvable game are from its equilibrium."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench import papers
from ganbench.metrics.metric import Metric

Array = npt.NDArray[np.float64]


def distance(deviation: Array) -> float:
    """Returns the squared Euclidean distance of both players to the equilibrium, |deviation|^2.

    From 0, at the equilibrium; lower is better. Only for workloads with a game whose equilibrium is
    known. It has the rate at which a method converges or moves away.
    """
    return float(np.square(deviation).sum())


DISTANCE = Metric(
    name="distance",
    title="Squared distance to the equilibrium",
    direction="lower",
    digits=4,
    needs="players",
    compute=distance,
    reference=papers.LEE_2024,
)
