"""What MNIST and Fashion-MNIST share: 60,000 and 10,000 grey images of 28x28 in four idx files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganbench.datasets.files import Files, present
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset
    from ganbench.datasets.labelled import Bytes, Splits, Stock

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
SHA256 = {
    "MNIST": (
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
    "Fashion-MNIST": (
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ),
}
"""The hash of each file in the order of `NAMES`, not compressed: gzip has many ways to write it.

Fashion-MNIST's are computed from the files of Debian's package. MNIST's are those that many
projects state independently; they were never computed here, where its files are not.
"""
TRAIN, HELD_OUT = 60_000, 10_000
PREPARATION = (
    "Bytes to [-1, 1]; all 60,000 to train on, half of the 10,000 for validation, half for the "
    "test, in their order."
)


@dataclass(frozen=True)
class Family:
    """A set of the family, whose content is held to its hash.

    Attributes:
        files: Where its four files lie; their title is a key of `SHA256`.
        classifier: The name of the feature extractor that knows its classes.
    """

    files: Files
    classifier: str

    def load(self, *, path: str = "") -> FiniteDataset:
        """Returns all 60,000 to train on; half of the other 10,000 for validation, half for test.

        Args:
            path: The folder that holds the files; empty looks for them.

        Raises:
            DataError: The files are nowhere and cannot be downloaded, or one of them is broken
                or another set's.
        """
        return _dataset(self.files.at(path), self.files.title, self.classifier)

    def splits(self) -> Splits:
        """Finds and reads the three splits with their classes.

        Raises:
            DataError: The files are nowhere and cannot be downloaded, or one is broken.
        """
        from ganbench.datasets.labelled import decoded
        from ganbench.datasets.pixels import Coding

        return decoded(self.stock(), Coding())

    def stock(self, path: str = "") -> Stock:
        """Reads the three splits as bytes; `path` is the folder, empty looks for the files.

        Raises:
            DataError: The files are nowhere and cannot be downloaded, or one is broken.
        """
        return _stock(self.files.at(path), self.files.title)


@lru_cache(maxsize=2)  # 55 MB of bytes each: read once
def _stock(folder: Path, title: str) -> Stock:
    from ganbench.datasets.labelled import Bytes

    others, half = _read(folder, title, slice(2, 4), HELD_OUT), HELD_OUT // 2
    return {
        "train": _read(folder, title, slice(0, 2), TRAIN),
        "validation": Bytes(others.images[:half], others.labels[:half]),
        "test": Bytes(others.images[half:], others.labels[half:]),
    }


@lru_cache(maxsize=2)  # so that its content is hashed once
def _dataset(folder: Path, title: str, classifier: str) -> FiniteDataset:
    from ganbench.datasets.labelled import unlabelled
    from ganbench.datasets.pixels import Coding

    return unlabelled(_stock(folder, title), Coding(), classifier)


def _read(folder: Path, title: str, part: slice, n: int) -> Bytes:
    from ganbench.datasets.idx import read_idx
    from ganbench.datasets.labelled import grey

    paths = [present(folder, name) for name in NAMES[part]]
    arrays = [read_idx(path, shape) for path, shape in zip(paths, [(n, 28, 28), (n,)], strict=True)]
    for path, array, sha256 in zip(paths, arrays, SHA256[title][part], strict=True):
        _check(path, array, sha256, title)
    images, labels = arrays
    return grey(images, labels)


def _check(path: Path, array: npt.NDArray[np.uint8], sha256: str, title: str) -> None:
    from ganbench.datasets.idx import sha256_of

    found = sha256_of(array)
    if found == sha256:
        return
    others = [f"{other}'s " for other, known in SHA256.items() if found in known]
    raise DataError(
        f"{path}: expected {title} with the sha256 {sha256}, found {''.join(others)}{found}. "
        f"Name the folder of {title}, or remove this file and fetch it again."
    )


def download(name: str, folder: Path) -> None:
    """Downloads the four files into `folder`, and checks their md5.

    Args:
        name: The class of `torchvision.datasets` that knows them: "MNIST" or "FashionMNIST".
        folder: Where to put them.

    Raises:
        Exception: What torchvision raises where the last mirror fails too.
    """
    import torchvision
    from torchvision.datasets.utils import download_url

    family: Any = getattr(torchvision.datasets, name)
    for file, md5 in family.resources:
        for mirror in family.mirrors:
            try:
                download_url(mirror + file, str(folder), file, md5)
                break
            except Exception:
                if mirror == family.mirrors[-1]:
                    raise
