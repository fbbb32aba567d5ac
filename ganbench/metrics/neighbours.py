"""Nearest neighbours among many samples, a block at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ganbench.metrics.blocks import each
from ganbench.metrics.float32_bounds import (
    Rounded,
    exact_squares,
    lower_bounds,
    precision_of,
    rounded,
)

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Measure = Callable[[Integers, Integers], Array]  # of p rows and columns, to their distances
Pairs = tuple[Integers, Integers, npt.NDArray[np.floating[Any]]]
ROWS = 128  # of a distance matrix at a time: 50 MB for 50,000 columns
COLUMNS = 1024  # of these at a time, which bounds the copies of wide samples
SIDE = 512  # of a square of bounds of distances
SPARE = 4  # more candidates than neighbours: most rows are certain of theirs by then
REACH = 1000  # times a neighbour's distance: there, a product in float64 is right to 1e-5 of it
MOST = 256  # others of one sample to measure, before a search around another sample is cheaper


def nearest(samples: Array, others: Array) -> Array:
    """Returns the distances [n] from samples [n, d] to the nearest of others [m, d]."""
    squares = np.empty(len(samples))
    for start in range(0, len(samples), ROWS):
        block = samples[start : start + ROWS]
        lows = _lows(block, others, np.arange(len(others)), block.mean(axis=0))
        squares[start : start + ROWS] = _least(lows, partial(exact_squares, block, others), 1)[0][
            :, 0
        ]
    return np.sqrt(squares)


def neighbour_squares(samples: Array, ks: Sequence[int]) -> Array:
    """Returns the squared distances [m, len(ks)] of samples [m, d] to their k-th nearest others.

    A sample is not its own neighbour, but a copy of it is one, at distance 0. m is above every k,
    which are 1 or more. The distances are those of the differences, at any offset and however close
    together samples lie.
    """
    m, last = len(samples), max(ks)
    kept = min(last + SPARE, m - 1)
    everyone = rounded(samples, samples.mean(axis=0), precision_of(samples))
    others, lows = _candidates(everyone, kept)
    slack = everyone.high - everyone.low
    doubt = (slack[:, None] + slack[others]).max(axis=1)  # that each bound is too low by, at most
    apart = np.diff(lows, axis=1, prepend=-np.inf, append=np.inf) > doubt[:, None]
    everything = np.arange(m)
    squares = np.empty((m, len(ks)))
    sure = np.ones(m, bool)
    for column, k in enumerate(ks):  # most have their k-th neighbour clear of those beside it
        squares[:, column] = exact_squares(samples, samples, everything, others[:, k - 1])
        sure &= apart[:, k - 1] & apart[:, k]
    rows = np.flatnonzero(~sure)
    exact = _measured_rows(samples, rows, others[rows])
    if kept < m - 1:  # whoever is no candidate is at least as far as the bound of the last one
        missed = exact[:, last - 1] > 2 * lows[rows, -1].astype(np.float64)
        exact[missed, :last] = _searched(samples, rows[missed], last)
    squares[rows] = exact[:, np.asarray(ks) - 1]
    return squares


def _searched(samples: Array, rows: Integers, last: int) -> Array:
    """The sorted squared distances [n, last] of n of the samples to their nearest others.

    For what is too close together for float32: tight clusters far apart, or copies. One row after
    the other is measured against all samples, and settles those around it: at distances from it
    that are not too many times that of its last neighbour, products of differences from it are
    precise enough. By the triangle inequality, the neighbours of what is within r of a sample with
    its own neighbours within r lie within 3 r of it.
    """
    m, everything = len(samples), np.arange(len(samples))
    squares, left = np.empty((len(rows), last)), np.ones(len(rows), bool)
    while left.any():
        first = int(left.argmax())
        gaps = exact_squares(samples, samples, np.full(m, rows[first]), everything)
        smallest = np.sort(np.partition(gaps, last)[: last + 1])  # the first is its own
        squares[first], left[first] = smallest[1:], False
        far = REACH**2 * smallest[-1]
        around = np.flatnonzero(gaps <= 9 * far)
        group = np.flatnonzero(left & (gaps[rows] <= far))
        for start in range(0, len(group), ROWS):
            block = group[start : start + ROWS]
            ours = rows[block]
            lows = _lows(samples[ours], samples, around, samples[rows[first]])
            lows[np.arange(len(ours)), np.searchsorted(around, ours)] = np.inf
            squares[block], sure = _least(lows, _between(samples, ours, around), last, MOST)
            left[block] = ~sure
    return squares


def _lows(samples: Array, others: Array, which: Integers, origin: Array) -> Array:
    """What half the squared distances [n, p] of samples [n, d] and p others cannot be below."""
    ours = rounded(samples, origin, np.float64)
    lows = np.empty((len(samples), len(which)))
    for start in range(0, len(which), COLUMNS):
        columns = slice(start, start + COLUMNS)
        lows[:, columns] = lower_bounds(ours, rounded(others[which[columns]], origin, np.float64))
    return np.maximum(lows, 0, out=lows)


def _between(samples: Array, rows: Integers, columns: Integers) -> Measure:
    return lambda i, j: exact_squares(samples, samples, rows[i], columns[j])


def _least(
    lows: Array, measure: Measure, k: int, most: int | None = None
) -> tuple[Array, Booleans]:
    """The k smallest squared distances of each row, sorted.

    Args:
        lows: Lower bounds [n, m] of half the squared distances; overwritten.
        measure: Gives the squared distances [p] of p rows and columns.
        k: How many.
        most: How many more of a row to measure for certainty; `None` for as many as it takes.

    Returns:
        The squared distances [n, k], and for which rows they are certain [n].
    """
    n, m = lows.shape
    nearest = np.argpartition(lows, k - 1, axis=1)[:, :k]
    rows = np.arange(n).repeat(k)
    values = measure(rows, nearest.ravel())
    lows[rows, nearest.ravel()] = np.inf
    below = lows < values.reshape(n, k).max(axis=1)[:, None] / 2
    sure = below.sum(axis=1) <= (m if most is None else most)
    below[~sure] = False
    i, j = np.divmod(np.flatnonzero(below), m)
    rows, values = np.concatenate([rows, i]), np.concatenate([values, measure(i, j)])
    order = np.lexsort((values, rows))
    first = np.searchsorted(rows[order], np.arange(n))
    return values[order[first[:, None] + np.arange(k)]], sure


def _measured_rows(samples: Array, rows: Integers, others: Integers) -> Array:
    """The sorted squared distances [n, p] of n of the samples to p others each."""
    pairs = exact_squares(samples, samples, rows.repeat(others.shape[1]), others.ravel())
    return np.sort(pairs.reshape(others.shape), axis=1)


def _candidates(everyone: Rounded, kept: int) -> tuple[Integers, npt.NDArray[np.floating[Any]]]:
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
        found = _below(everyone, block, blocks[number + 1 :], lows.max(axis=1), kept)
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
    everyone: Rounded,
    block: slice,
    rest: list[slice],
    limits: npt.NDArray[np.floating[Any]],
    kept: int,
) -> Pairs:
    """The pairs of a block and the rest with bounds below the limits [m], each with both its ends.

    No more of a square than `kept` a sample, the smallest.

    Returns:
        Samples [p], their others [p] and the bounds [p] of half their squared distances.
    """

    def look(columns: slice) -> Pairs:
        tile = lower_bounds(everyone.part(block), everyone.part(columns))
        ours, theirs = tile < limits[block, None], tile < limits[columns]
        i, j = np.divmod(np.flatnonzero(_few(ours, tile, kept)), tile.shape[1])
        other, of = np.divmod(np.flatnonzero(_few(theirs.T, tile.T, kept).T), tile.shape[1])
        samples = np.concatenate([i + block.start, of + columns.start])
        others = np.concatenate([j + columns.start, other + block.start])
        return samples, others, np.concatenate([tile[i, j], tile[other, of]])

    empty = np.empty(0, int)
    found = [(empty, empty, np.empty(0, limits.dtype)), *each(look, rest)]
    samples, others, values = (np.concatenate(part) for part in zip(*found, strict=True))
    return samples, others, values


def _few(below: Booleans, tile: npt.NDArray[np.floating[Any]], kept: int) -> Booleans:
    """Which are below; where these are many, of the `kept` smallest of each row only.

    Outliers take all others for candidates, if only outliers were looked at before.
    """
    if np.count_nonzero(below) <= kept * len(below):
        return below
    few = np.zeros_like(below)
    np.put_along_axis(few, np.argpartition(tile, kept - 1, axis=1)[:, :kept], True, axis=1)
    few &= below
    return few
