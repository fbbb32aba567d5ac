"""Real handwritten digits, 1,797 of 8x8, which come inside scikit-learn (UCI, Alpaydin 1998)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.finite import FiniteDataset
    from ganbench.datasets.labelled import Splits, Stock

TRAIN, VALIDATION = 1000, 397
LEVELS = 16
"""The brightest pixel; they are counts of ink in blocks of 4x4."""


def load() -> FiniteDataset:
    """Returns the digits: 1,000 to train on, 397 for validation, 400 for the test."""
    return _dataset()


def splits() -> Splits:
    """Returns the three splits, each with its share of every class."""
    from ganbench.datasets.labelled import decoded
    from ganbench.datasets.pixels import Coding

    return decoded(stock(), Coding(LEVELS))


@lru_cache(maxsize=1)
def stock() -> Stock:
    """Reads the three splits as they are kept, values from 0 to 16."""
    from sklearn.datasets import load_digits

    from ganbench.datasets.labelled import parted

    digits = load_digits()
    return parted(digits.images, digits.target, TRAIN, VALIDATION)


@lru_cache(maxsize=1)  # so that its content is hashed once
def _dataset() -> FiniteDataset:
    from ganbench.datasets.labelled import unlabelled
    from ganbench.datasets.pixels import Coding

    return unlabelled(stock(), Coding(LEVELS), "digits")


DIGITS = Source(
    title="Handwritten digits, 1,797 of 8x8, inside scikit-learn",
    licence="CC BY 4.0",
    url="https://archive.ics.uci.edu/dataset/80",
    preparation="Values 0 to 16 to [-1, 1]; 1,000 / 397 / 400 by a fixed stratified permutation.",
    shape=(1, 8, 8),
    load=load,
)
