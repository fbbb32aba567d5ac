"""Street View House Numbers, 99,289 colour digits of 32x32 (Netzer et al. 2011)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import Files
from ganbench.datasets.source import Source

if TYPE_CHECKING:
    from ganbench.datasets.dataset import FiniteDataset

NAMES = ("train_32x32.mat", "test_32x32.mat")


def download(folder: Path) -> None:
    """Downloads the two files into `folder`, and checks them."""
    from torchvision.datasets import SVHN
    from torchvision.datasets.utils import download_url

    for split in ("train", "test"):
        url, name, md5 = SVHN.split_list[split]
        download_url(url, str(folder), name, md5)


FILES = Files("svhn", "SVHN", NAMES, download)


def load(*, path: str = "") -> FiniteDataset:
    """Returns 73,257 to train on; half of the other 26,032 for validation, half for the test.

    Args:
        path: The folder that holds the files; empty looks for them.

    Raises:
        GanbenchError: The files are nowhere and cannot be downloaded, or one of them is broken.
    """
    return _dataset(FILES.at(path))


@lru_cache(maxsize=1)
def _dataset(folder: Path) -> FiniteDataset:
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
    load=load,
    find=FILES.find,
    fetch=FILES.fetch,
)
