"""Street View House Numbers, 99,289 colour digits of 32x32 (Netzer et al. 2011)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import Files, loader
from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.finite import FiniteDataset

NAMES = ("train_32x32.mat", "test_32x32.mat")


def download(folder: Path) -> None:
    """Downloads the two files into `folder`, and checks them."""
    from torchvision.datasets import SVHN
    from torchvision.datasets.utils import download_url

    for split in ("train", "test"):
        url, name, md5 = SVHN.split_list[split]
        download_url(url, str(folder), name, md5)


FILES = Files("svhn", "SVHN", NAMES, download)


def read(folder: Path) -> FiniteDataset:
    """Reads 73,257 to train on; half of the other 26,032 for validation, half for the test."""
    from torchvision import datasets

    from ganbench.datasets.images import halved
    from ganbench.datasets.torchvision_files import check

    known = datasets.SVHN
    check(folder, [known.split_list[split][1:] for split in ("train", "test")], "svhn")
    train, others = (known(str(folder), split=split).data for split in ("train", "test"))
    return halved(train, others)


SVHN = Source(
    title="Street View House Numbers, 99,289 digits of 32x32",
    licence="non-commercial",
    url="http://ufldl.stanford.edu/housenumbers/",
    preparation=(
        "Bytes to [-1, 1]; all 73,257 to train on, half of the 26,032 for validation, half for "
        "the test, in their order; the extra ones are not used."
    ),
    shape=(3, 32, 32),
    load=loader(FILES, read),
    find=FILES.find,
    fetch=FILES.fetch,
)
