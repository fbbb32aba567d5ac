"""CIFAR-10, 60,000 colour photographs of 32x32 (Krizhevsky 2009)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import Files, loader
from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.finite import FiniteDataset

FOLDER = "cifar-10-batches-py"
NAMES = (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch", "batches.meta")


def download(folder: Path) -> None:
    """Downloads the archive, checks it, and unpacks it into `folder`."""
    from torchvision import datasets

    datasets.CIFAR10(str(folder), download=True)
    (folder / datasets.CIFAR10.filename).unlink()


FILES = Files("cifar10", "CIFAR-10", NAMES, download, inside=(FOLDER,))


def read(folder: Path) -> FiniteDataset:
    """Reads 50,000 to train on; half of the other 10,000 for validation, half for the test."""
    import numpy as np
    from torchvision import datasets

    from ganbench.datasets.images import halved
    from ganbench.datasets.torchvision_files import check

    known = datasets.CIFAR10
    meta = (known.meta["filename"], known.meta["md5"])
    check(folder, [*known.train_list, *known.test_list, meta], "cifar10")
    train, others = (
        np.transpose(known(str(folder.parent), train=train).data, (0, 3, 1, 2))
        for train in (True, False)
    )
    return halved(train, others)


CIFAR10 = Source(
    title="CIFAR-10, 60,000 photographs of 32x32",
    licence="none stated",
    url="https://www.cs.toronto.edu/~kriz/cifar.html",
    preparation=(
        "Bytes to [-1, 1]; all 50,000 to train on, half of the 10,000 for validation, half for "
        "the test, in their order."
    ),
    shape=(3, 32, 32),
    load=loader(FILES, read),
    find=FILES.find,
    fetch=FILES.fetch,
)
