"""Fashion-MNIST, 70,000 pictures of clothes of 28x28 (Xiao et al. 2017, arXiv:1708.07747)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets import idx_family
from ganbench.datasets.files import Files
from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.dataset import FiniteDataset
    from ganbench.datasets.labelled import Splits

SYSTEM = Path("/usr/share/datasets/fashion-mnist")  # Debian: dataset-fashion-mnist
FILES = Files(
    "fashion-mnist",
    "Fashion-MNIST",
    idx_family.NAMES,
    partial(idx_family.download, "FashionMNIST"),
    inside=("", "FashionMNIST/raw"),
    gzipped=True,
    system=SYSTEM,
    remedy="apt-get install dataset-fashion-mnist",
)


def load(*, path: str = "") -> FiniteDataset:
    """Returns all 60,000 to train on; half of the other 10,000 for validation, half for the test.

    Args:
        path: The folder that holds the files; empty looks for them.

    Raises:
        GanbenchError: The files are nowhere and cannot be downloaded, or one of them is broken.
    """
    return idx_family.dataset(FILES.at(path), "fashion")


def splits() -> Splits:
    """Finds and reads the three splits; errors as in `load`."""
    return idx_family.splits(FILES.fetch())


FASHION_MNIST = Source(
    title="Fashion-MNIST, 70,000 clothes of 28x28",
    licence="MIT",
    url="https://github.com/zalandoresearch/fashion-mnist",
    preparation=idx_family.PREPARATION,
    shape=(1, 28, 28),
    load=load,
    find=FILES.find,
    fetch=FILES.fetch,
)
