"""A point mass: the data of games whose equilibrium is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    from ganbench.datasets.finite import FiniteDataset

_COPIES = 16
"""Of the point in each split, more than any metric needs."""


def load(at: float = 0.0, dimension: int = 1) -> FiniteDataset:
    """Makes a point mass.

    Args:
        at: Each of its coordinates.
        dimension: How many there are.

    Raises:
        DataError: The dimension is less than one.
    """
    import torch

    from ganbench.datasets.finite import FiniteDataset

    if dimension < 1:
        raise DataError(f"'dimension' of a point: expected at least 1, found {dimension}.")
    copies = torch.full((_COPIES, dimension), float(at))
    return FiniteDataset(copies, held_out={"validation": copies, "test": copies})


POINT = Source(
    title="A point mass",
    licence="none needed",
    url="",
    preparation="Every sample is the same point.",
    shape=None,
    load=load,
    range=None,
)
