"""What MNIST and Fashion-MNIST share: 60,000 and 10,000 grey images of 28x28 in four idx files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganbench.datasets.files import present
from ganbench.errors import GanbenchError

if TYPE_CHECKING:
    from ganbench.datasets.dataset import FiniteDataset
    from ganbench.datasets.labelled import Bytes, Splits, Stock

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
TRAIN, HELD_OUT = 60_000, 10_000
PREPARATION = (
    "Bytes to [-1, 1]; all 60,000 to train on, half of the 10,000 for validation, half for the "
    "test, in their order."
)


@lru_cache(maxsize=2)  # 55 MB of bytes each: read once
def stock(folder: Path) -> Stock:
    """Reads the three splits; the second half of what is held out is the test split.

    Args:
        folder: Holds the four files, gzipped or not.

    Raises:
        GanbenchError: One of the files is broken.
    """
    from ganbench.datasets.labelled import Bytes

    others, half = _read(folder, NAMES[2:], HELD_OUT), HELD_OUT // 2
    return {
        "train": _read(folder, NAMES[:2], TRAIN),
        "validation": Bytes(others.images[:half], others.labels[:half]),
        "test": Bytes(others.images[half:], others.labels[half:]),
    }


def _read(folder: Path, names: tuple[str, ...], n: int) -> Bytes:
    from ganbench.datasets.idx import read_idx
    from ganbench.datasets.labelled import grey

    images, labels = (present(folder, name) for name in names)
    classes = read_idx(labels, (n,))
    if classes.max() > 9:
        raise GanbenchError(
            f"{labels}: expected classes from 0 to 9, found {classes.max()}. "
            "Remove this file and fetch it again."
        )
    return grey(read_idx(images, (n, 28, 28)), classes)


@lru_cache(maxsize=2)  # so that its content is hashed once
def dataset(folder: Path, classifier: str) -> FiniteDataset:
    """Returns the data set of the four files in a folder; errors as in `stock`."""
    from ganbench.datasets.labelled import unlabelled
    from ganbench.datasets.pixels import Coding

    return unlabelled(stock(folder), Coding(), classifier)


def splits(folder: Path) -> Splits:
    """Returns the three splits with their classes; errors as in `stock`."""
    from ganbench.datasets.labelled import decoded
    from ganbench.datasets.pixels import Coding

    return decoded(stock(folder), Coding())


def download(name: str, folder: Path) -> None:
    """Downloads the four files into `folder`, and checks their md5.

    Args:
        name: The class of `torchvision.datasets` that knows them: "MNIST" or "FashionMNIST".
        folder: Where to put them.
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
