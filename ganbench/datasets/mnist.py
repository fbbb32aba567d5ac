"""MNIST, 70,000 handwritten digits of 28x28 (LeCun et al. 1998)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ganbench.datasets import idx_family
from ganbench.datasets.files import Files
from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.dataset import FiniteDataset
    from ganbench.datasets.labelled import Splits

FILES = Files(
    "mnist",
    "MNIST",
    idx_family.NAMES,
    partial(idx_family.download, "MNIST"),
    inside=("", "MNIST/raw"),
    gzipped=True,
)


def load(*, path: str = "") -> FiniteDataset:
    """Returns all 60,000 to train on; half of the other 10,000 for validation, half for the test.

    Args:
        path: The folder that holds the files; empty looks for them.

    Raises:
        GanbenchError: The files are nowhere and cannot be downloaded, or one of them is broken.
    """
    return idx_family.dataset(FILES.at(path), "mnist")


def splits() -> Splits:
    """Finds and reads the three splits; errors as in `load`."""
    return idx_family.splits(FILES.fetch())


MNIST = Source(
    title="MNIST, 70,000 digits of 28x28",
    licence="CC BY-SA 3.0",
    url="http://yann.lecun.com/exdb/mnist/",
    preparation=idx_family.PREPARATION,
    shape=(1, 28, 28),
    load=load,
    find=FILES.find,
    fetch=FILES.fetch,
)
