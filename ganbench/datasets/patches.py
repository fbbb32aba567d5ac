"""Colour crops of the two photographs that come inside scikit-learn: needs no download."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ganbench.datasets.source import Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset

SIDE, STRIDE, PERIOD = 32, 5, 128
STRIPS = {"train": (0, 64), "validation": (64, 96), "test": (96, 128)}
"""The columns of each split, modulo `PERIOD`: every part of a photograph is in all splits."""


def load() -> FiniteDataset:
    """Returns 5,600 crops to train on, 800 for validation, 800 for the test, of no common pixel."""
    return _dataset()


@lru_cache(maxsize=1)  # so that its content is hashed once
def _dataset() -> FiniteDataset:
    import numpy as np
    from sklearn.datasets import load_sample_images

    from ganbench.datasets.images import given_splits

    photographs = load_sample_images().images  # [427, 640, 3] each, bytes
    parts = {
        name: np.concatenate([crops(photograph, *strip) for photograph in photographs])
        for name, strip in STRIPS.items()
    }
    return given_splits(parts["train"], {"validation": parts["validation"], "test": parts["test"]})


def crops(photograph: npt.NDArray[np.uint8], start: int, stop: int) -> npt.NDArray[np.uint8]:
    """Cuts all crops [n, 3, 32, 32] from strips of columns of a photograph.

    Args:
        photograph: The bytes [height, width, 3].
        start: The first column of the strip in every period.
        stop: The column behind the strip.
    """
    import numpy as np

    height, width, _ = photograph.shape
    tops = range(0, height - SIDE + 1, STRIDE)
    offsets = range(start, stop - SIDE + 1, STRIDE)
    lefts = [p + o for p in range(0, width, PERIOD) for o in offsets if p + stop <= width]
    cut: list[npt.NDArray[np.uint8]] = [
        photograph[t : t + SIDE, x : x + SIDE] for t in tops for x in lefts
    ]
    return np.ascontiguousarray(np.stack(cut).transpose(0, 3, 1, 2), dtype=np.uint8)


PATCHES = Source(
    title="Crops of two photographs, inside scikit-learn",
    licence="CC BY 2.0",
    url="https://scikit-learn.org/stable/datasets/loading_other_datasets.html",
    preparation=(
        "Crops of 32x32 with stride 5 from strips of 64 columns (train), 32 (validation) and 32 "
        "(test) in every 128, so that no two splits share a pixel; bytes to [-1, 1]."
    ),
    shape=(3, 32, 32),
    load=load,
)
