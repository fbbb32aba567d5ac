"""CelebA, 202,599 faces of celebrities, aligned (Liu et al. 2015, arXiv:1411.7766)."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import Files, loader
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset

SIDE = 64
PARTS = {"train": "0", "validation": "1", "test": "2"}
"""The splits of the data's own, as the table of partitions numbers them."""
TABLE = "list_eval_partition.txt"
PICTURES = "img_align_celeba"


def download(folder: Path) -> None:
    """Downloads what torchvision knows of it into `folder`, checks it, and unpacks it."""
    from torchvision import datasets

    datasets.CelebA(str(folder), download=True)
    (folder / "celeba" / f"{PICTURES}.zip").unlink()


FILES = Files("celeba", "CelebA", (TABLE, f"{PICTURES}/000001.jpg"), download, inside=("celeba",))


def read(folder: Path) -> FiniteDataset:
    """Reads the splits of the data's own: 162,770 to train on, 19,867 and 19,962."""
    from torchvision import datasets

    from ganbench.datasets.images import given_splits
    from ganbench.datasets.torchvision_files import check

    sums = [(name, md5) for _, md5, name in datasets.CelebA.file_list if name == TABLE]
    check(folder, sums, "celeba")
    lines = [line.split() for line in (folder / TABLE).read_text(encoding="ascii").splitlines()]
    parts = {
        name: faces([folder / PICTURES / file for file, part in lines if part == number])
        for name, number in PARTS.items()
    }
    return given_splits(parts["train"], {"validation": parts["validation"], "test": parts["test"]})


def faces(paths: Sequence[Path]) -> npt.NDArray[np.uint8]:
    """Reads the middle 178x178 of pictures, as [n, 3, 64, 64].

    Raises:
        DataError: A picture is missing or broken.
    """
    import numpy as np

    with ThreadPoolExecutor() as threads:  # PIL lets other threads run while it decodes
        return np.stack(list(threads.map(_face, paths)))


def _face(path: Path) -> npt.NDArray[np.uint8]:
    from PIL import Image

    from ganbench.datasets.images import UNREADABLE, squared

    try:
        with Image.open(path) as picture:
            return squared(picture, SIDE)
    except UNREADABLE as error:
        raise DataError(
            f"{path}: expected a picture, found: {error}. Remove the folder {path.parent} and run "
            "`ganbench data fetch celeba`."
        ) from error


CELEBA = Source(
    title="CelebA, 202,599 faces, as 64x64",
    licence="non-commercial research",
    url="https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html",
    preparation=(
        "The middle 178x178, resized to 64x64 by PIL's antialiased bicubic filter; bytes to "
        "[-1, 1]; splits of the data's own."
    ),
    shape=(3, 64, 64),
    load=loader(FILES, read),
    find=FILES.find,
    fetch=FILES.fetch,
)
