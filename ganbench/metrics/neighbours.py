"""Nearest neighbours among many samples, a block at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ganbench.metrics.blocks import each
from ganbench.metrics.rough import Rough, lower_bounds, measured, precision_of, rough

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Pairs = tuple[Integers, Integers, npt.NDArray[np.floating[Any]]]
ROWS = 256  # of a distance matrix at a time: 100 MB for 50,000 columns
COLUMNS = 1024  # of these at a time, which bounds the copies of wide samples
SIDE = 512  # of a square of rough distances
SPARE = 4  # more candidates than neighbours: most rows are certain of theirs by then


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


def nearest(samples: Array, others: Array) -> Array:
    """Returns the distances [n] from samples [n, d] to the nearest of others [m, d]."""
    squares = np.empty(len(samples))
    for start in range(0, len(samples), ROWS):
        block = slice(start, start + ROWS)
        squares[block] = squared_distances(samples[block], others).min(axis=1)
    return np.sqrt(squares)


def neighbour_squares(samples: Array, ks: Sequence[int]) -> Array:
    """Returns the squared distances [m, len(ks)] of samples [m, d] to their k-th nearest others.

    A sample is not its own neighbour, but a copy of it is one, at distance 0. m is above every k,
    which are 1 or more.
    """
    m, last = len(samples), max(ks)
    kept = min(last + SPARE, m - 1)
    everyone = rough(samples, samples.mean(axis=0), precision_of(samples))
    others, lows = _candidates(everyone, kept)
    slack = everyone.high - everyone.low
    doubt = (slack[:, None] + slack[others]).max(axis=1)  # that each bound is too low by, at most
    apart = np.diff(lows, axis=1, prepend=-np.inf, append=np.inf) > doubt[:, None]
    everything = np.arange(m)
    squares = np.empty((m, len(ks)))
    sure = np.ones(m, bool)
    for column, k in enumerate(ks):  # most have their k-th neighbour clear of those beside it
        squares[:, column] = measured(samples, samples, everything, others[:, k - 1])
        sure &= apart[:, k - 1] & apart[:, k]
    rows = np.flatnonzero(~sure)
    exact = _measured_rows(samples, rows, others[rows])
    if kept < m - 1:  # whoever is no candidate is at least as far as the bound of the last one
        missed = exact[:, last - 1] > 2 * lows[rows, -1].astype(np.float64)
        exact[missed] = _searched(samples, rows[missed], kept)
    squares[rows] = exact[:, np.asarray(ks) - 1]
    return squares


def _searched(samples: Array, rows: Integers, kept: int) -> Array:
    """The sorted squared distances [n, kept] of n of the samples to their nearest others.

    For what is too close together for float32: tight clusters far apart, or copies.
    """
    squares = np.empty((len(rows), kept))
    for start in range(0, len(rows), ROWS):
        block = rows[start : start + ROWS]
        distances = squared_distances(samples[block], samples)
        distances[np.arange(len(block)), block] = np.inf
        others = np.argpartition(distances, kept - 1, axis=1)[:, :kept]
        squares[start : start + ROWS] = _measured_rows(samples, block, others)
    return squares


def _measured_rows(samples: Array, rows: Integers, others: Integers) -> Array:
    """The sorted squared distances [n, p] of n of the samples to p others each."""
    pairs = measured(samples, samples, rows.repeat(others.shape[1]), others.ravel())
    return np.sort(pairs.reshape(others.shape), axis=1)


def _candidates(everyone: Rough, kept: int) -> tuple[Integers, npt.NDArray[np.floating[Any]]]:
    """The others [m, kept] with the smallest bounds of half their squared distance, and these.

    The distances are symmetric, so only the squares on and above the diagonal are looked at: those
    on it first, which leaves few in the rest that are below the bounds so far.
    """
    m = len(everyone.low)
    edges = np.linspace(0, m, -(-m // SIDE) + 1).astype(int)
    blocks = [slice(*ends) for ends in pairwise(edges.tolist())]
    others, lows = np.empty((m, kept), int), np.empty((m, kept), everyone.low.dtype)

    def start_with(block: slice) -> None:
        tile = lower_bounds(everyone.part(block), everyone.part(block))
        np.fill_diagonal(tile, np.inf)
        smallest = np.argpartition(tile, kept - 1, axis=1)[:, :kept]
        others[block] = smallest + block.start
        lows[block] = np.take_along_axis(tile, smallest, axis=1)

    each(start_with, blocks)
    for number, block in enumerate(blocks):
        found = _below(everyone, block, blocks[number + 1 :], lows.max(axis=1))
        left = np.arange(block.start, m)  # all pairs of those before have been looked at
        rows = np.concatenate([left.repeat(kept), found[0]])
        columns = np.concatenate([others[left].ravel(), found[1]])
        values = np.concatenate([lows[left].ravel(), found[2]])
        order = np.lexsort((values, rows))
        first = np.searchsorted(rows[order], left)
        best = order[first[:, None] + np.arange(kept)]
        others[left], lows[left] = columns[best], values[best]
    return others, lows


def _below(
    everyone: Rough, block: slice, rest: list[slice], limits: npt.NDArray[np.floating[Any]]
) -> Pairs:
    """The pairs of a block and the rest with bounds below the limits [m], each with both its ends.

    Returns:
        Samples [p], their others [p] and the bounds [p] of half their squared distances.
    """

    def look(columns: slice) -> Pairs:
        tile = lower_bounds(everyone.part(block), everyone.part(columns))
        i, j = np.divmod(np.flatnonzero(tile < limits[block, None]), tile.shape[1])
        other, of = np.divmod(np.flatnonzero(tile < limits[columns]), tile.shape[1])
        samples = np.concatenate([i + block.start, of + columns.start])
        others = np.concatenate([j + columns.start, other + block.start])
        return samples, others, np.concatenate([tile[i, j], tile[other, of]])

    empty = np.empty(0, int)
    found = [(empty, empty, np.empty(0, limits.dtype)), *each(look, rest)]
    samples, others, values = (np.concatenate(part) for part in zip(*found, strict=True))
    return samples, others, values
