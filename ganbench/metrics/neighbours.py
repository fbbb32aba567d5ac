"""Nearest neighbours among many samples, a block at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ganbench.metrics.expected import expect_samples

Array = npt.NDArray[np.float64]
ROWS = 256  # of a distance matrix at a time: 100 MB for 50,000 columns
COLUMNS = 1024  # of these at a time, which bounds the copies of wide samples


class Balls(NamedTuple):
    """A ball around each of m samples that reaches to its k-th nearest neighbour among them.

    Attributes:
        centres: The samples [m, d].
        squared_radii: Squared distances [m] to the k-th neighbour; a sample is not its own.
        k: Which neighbour.
    """

    centres: Array
    squared_radii: Array
    k: int


def squared_distances(a: Array, b: Array) -> Array:
    """Returns the squared Euclidean distances [n, m] between a [n, d] and b [m, d].

    |x|^2 + |y|^2 - 2xy, in coordinates that are centred on `a`: so their rounding is relative to
    how far samples lie apart, not to how far they lie from 0.
    """
    origin = a.mean(axis=0)
    ours = a - origin
    squares = (ours * ours).sum(axis=1)[:, None]
    distances = np.empty((len(a), len(b)))
    for start in range(0, len(b), COLUMNS):
        theirs = b[start : start + COLUMNS] - origin
        tile = ours @ theirs.T
        tile *= -2
        tile += squares
        tile += (theirs * theirs).sum(axis=1)
        np.maximum(tile, 0, out=distances[:, start : start + COLUMNS])
    return distances


def balls(metric: str, samples: Array, k: int) -> Balls:
    """Returns the balls of samples [m, d], m above k.

    Raises:
        ValueError: There are too few samples, or some are not finite; it names the metric.
    """
    expect_samples(metric, samples, least=k + 1)
    radii = np.empty(len(samples))
    for start in range(0, len(samples), ROWS):
        block = slice(start, start + ROWS)
        distances = squared_distances(samples[block], samples)
        distances.partition(k, axis=1)  # the nearest of all is the sample itself
        radii[block] = distances[:, k]
    return Balls(samples, radii, k)


def memberships(samples: Array, balls: Balls) -> Iterator[npt.NDArray[np.bool_]]:
    """Yields which of the m balls hold each of samples [n, d], as [at most 256, m] at a time."""
    for start in range(0, len(samples), ROWS):
        yield squared_distances(samples[start : start + ROWS], balls.centres) <= balls.squared_radii


def nearest(samples: Array, others: Array) -> Array:
    """Returns the distances [n] from samples [n, d] to the nearest of others [m, d]."""
    squares = np.empty(len(samples))
    for start in range(0, len(samples), ROWS):
        block = slice(start, start + ROWS)
        squares[block] = squared_distances(samples[block], others).min(axis=1)
    return np.sqrt(squares)
