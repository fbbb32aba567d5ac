"""Stacked digits and clothes: three independent grey images as the channels of one.

Of ten classes a channel that makes 1000 modes, which can be counted (Metz et al. 2017,
arXiv:1611.02163; Srivastava et al. 2017, arXiv:1705.07761).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganbench.datasets import digits, fashion_mnist, mnist
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    from ganbench.datasets.labelled import Stock
    from ganbench.datasets.triples import TripleDataset

PREPARATION = (
    "Bytes to [-1, 1], or [0, 1] with low 0; triples of training images for training, of held-out "
    "ones for the splits."
)


def load_digits(*, triples: int = 0, low: int = -1) -> TripleDataset:
    """Stacks the digits of scikit-learn; `triples` and `low` are those of `stacked`."""
    return stacked(digits.stock(), "stacked-digits", triples, low, top=digits.LEVELS)


def load_mnist(*, triples: int = 0, low: int = -1, path: str = "") -> TripleDataset:
    """Stacks the digits of MNIST.

    Args:
        triples: The size of a fixed training set; 0 draws every batch anew.
        low: What a black pixel becomes: -1 or 0.
        path: The folder that holds the files; empty looks for them.
    """
    return stacked(mnist.FAMILY.stock(path), "stacked-mnist", triples, low)


def load_fashion(*, triples: int = 0, low: int = -1, path: str = "") -> TripleDataset:
    """Stacks the clothes of Fashion-MNIST.

    Args:
        triples: The size of a fixed training set; 0 draws every batch anew.
        low: What a black pixel becomes: -1 or 0.
        path: The folder that holds the files; empty looks for them.
    """
    return stacked(fashion_mnist.FAMILY.stock(path), "stacked-fashion", triples, low)


def stacked(stock: Stock, name: str, triples: int, low: int, top: int = 255) -> TripleDataset:
    """Makes triples of single images.

    Args:
        stock: The single images.
        name: The data set's, which is its classifier's too.
        triples: The size of a training set that is drawn once from a fixed seed; 0 draws every
            batch anew.
        low: What a black pixel becomes: -1, or 0 for values in [0, 1].
        top: The byte of the brightest pixel, which becomes 1.

    Raises:
        DataError: `triples` or `low` is something else.
    """
    from ganbench.datasets.pixels import Coding
    from ganbench.datasets.triples import TripleDataset

    if low not in (-1, 0):
        raise DataError(f"'low' of {name}: expected -1 or 0, found {low}.")
    if triples < 0:
        raise DataError(
            f"'triples' of {name}: expected a whole number, 0 for fresh ones, found {triples}."
        )
    fresh = TripleDataset(
        stock["train"].images[:, 0],
        {"validation": stock["validation"].images[:, 0], "test": stock["test"].images[:, 0]},
        Coding(top, low=float(low)),
        name,
    )
    return fresh.fixed(triples) if triples else fresh


STACKED_DIGITS = Source(
    title="Three digits of 8x8 as channels, 1000 modes",
    licence=digits.DIGITS.licence,
    url=digits.DIGITS.url,
    preparation=PREPARATION,
    shape=(3, 8, 8),
    load=load_digits,
)
STACKED_MNIST = Source(
    title="Three digits of MNIST as channels, 1000 modes",
    licence=mnist.MNIST.licence,
    url=mnist.MNIST.url,
    preparation=PREPARATION,
    shape=(3, 28, 28),
    load=load_mnist,
    find=mnist.FILES.find,
    fetch=mnist.FILES.fetch,
)
STACKED_FASHION = Source(
    title="Three clothes of Fashion-MNIST as channels, 1000 modes",
    licence=fashion_mnist.FASHION_MNIST.licence,
    url=fashion_mnist.FASHION_MNIST.url,
    preparation=PREPARATION,
    shape=(3, 28, 28),
    load=load_fashion,
    find=fashion_mnist.FILES.find,
    fetch=fashion_mnist.FILES.fetch,
)
