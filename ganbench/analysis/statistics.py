"""Statistics over training seeds that are robust to few and to failed runs.

After Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical Precipice",
https://arxiv.org/abs/2108.13264. The unit of replication is the training seed. A run that left
the finite numbers counts as the worst value, an infinity; it is never dropped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ganbench.metrics.metric import Direction

Floats = NDArray[np.float64]


def worst(direction: Direction) -> float:
    """Returns the value that a failed run counts as."""
    return np.inf if direction == "lower" else -np.inf


def failures_as_worst(values: ArrayLike, direction: Direction) -> Floats:
    """Returns `values` [...] with whatever is not finite replaced by the worst value."""
    array = np.asarray(values, dtype=np.float64)
    return np.where(np.isfinite(array), array, worst(direction))


def iqm(values: ArrayLike, axis: int = -1) -> Floats:
    """Returns the interquartile mean: a quarter of the values is cut off at each end.

    As in `scipy.stats.trim_mean(values, 0.25)` and rliable, floor(n / 4) values go at each end:
    for n < 4 this is the mean, and one failed run in three makes it infinite.

    Args:
        values: [..., n, ...], n along `axis`, no NaN.
        axis: The axis of the seeds.
    """
    array = np.sort(np.asarray(values, dtype=np.float64), axis=axis)
    n = array.shape[axis]
    middle = np.arange(n // 4, n - n // 4)
    return np.asarray(np.take(array, middle, axis=axis).mean(axis=axis))


def resample(values: ArrayLike, draws: int, generator: np.random.Generator) -> Floats:
    """Returns bootstrap samples [draws, n] of `values` [n].

    Generators in the same state pick the same positions: methods that ran on the same seeds, in
    the same order, are then resampled in pairs.

    Args:
        values: [n], one of each seed.
        draws: Bootstrap draws.
        generator: Picks the positions.
    """
    array = np.asarray(values, dtype=np.float64)
    return array[generator.integers(len(array), size=(draws, len(array)))]


def interval(estimates: ArrayLike, level: float = 0.95) -> tuple[float, float]:
    """Returns the percentile interval of bootstrap estimates [draws].

    The ends are estimates that occurred, rounded outwards: interpolating next to an infinity
    would give NaN.
    """
    tail = (1 - level) / 2
    array = np.asarray(estimates, dtype=np.float64)
    low = np.quantile(array, tail, method="lower")
    high = np.quantile(array, 1 - tail, method="higher")
    return float(low), float(high)


def probability_of_improvement(values: ArrayLike, others: ArrayLike, direction: Direction) -> float:
    """Returns the chance that a run of one method beats a run of another; a tie counts half.

    This is the Mann-Whitney statistic U / (n m).

    Args:
        values: [n], of the method.
        others: [m], of the method that it is compared with.
        direction: Which of the two is better.
    """
    mine = np.asarray(values, dtype=np.float64)[:, None]
    theirs = np.asarray(others, dtype=np.float64)[None, :]
    better = mine < theirs if direction == "lower" else mine > theirs
    return float(np.mean(better + 0.5 * (mine == theirs)))


def median(values: ArrayLike) -> float:
    """Returns the median of times [n] where NaN means never, that is infinity."""
    array = np.asarray(values, dtype=np.float64)
    return float(np.median(np.where(np.isnan(array), np.inf, array)))


def ranks(values: ArrayLike, direction: Direction) -> NDArray[np.int64]:
    """Returns the ranks [..., k] of `values` [..., k], 1 the best; equals share the best rank."""
    array = np.asarray(values, dtype=np.float64)
    mine, theirs = array[..., :, None], array[..., None, :]
    beaten = theirs < mine if direction == "lower" else theirs > mine
    return np.asarray(1 + beaten.sum(axis=-1), dtype=np.int64)
