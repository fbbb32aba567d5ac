"""A folder of pictures of the user's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.datasets.files import expanded
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset

ENDINGS = (
    ".bmp",
    ".gif",
    ".jpeg",
    ".jpg",
    ".pbm",
    ".pgm",
    ".png",
    ".ppm",
    ".tif",
    ".tiff",
    ".webp",
)
"""The endings of pictures' names, in upper or lower case."""


def load(*, path: str, size: int, grey: bool = False) -> FiniteDataset:
    """Reads all pictures in a folder and in the folders inside it, in the order of their names.

    Args:
        path: The folder.
        size: The side in pixels that they are resized to.
        grey: One channel, not three.

    Raises:
        DataError: There is no such folder, it holds too few pictures, or one is broken.
    """
    import numpy as np

    from ganbench.datasets.images import check_size, parted

    check_size(size, "image-folder")
    folder = expanded(path)
    files = pictures(folder)
    return parted(np.stack([_read(file, size, grey) for file in files]), str(folder))


def pictures(folder: Path) -> list[Path]:
    """Returns the pictures in a folder and below, sorted by their path inside it; hidden ones not.

    Raises:
        DataError: There is no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise DataError(
            f"{folder}: expected a folder of pictures, found "
            f"{'a file' if folder.exists() else 'nothing'}. Set `path` to the folder."
        )
    files = [
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in ENDINGS
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]
    if not files:
        raise DataError(
            f"{folder}: expected pictures ({', '.join(ENDINGS)}), found none in it or below. "
            "Set `path` to the folder that holds them."
        )
    return sorted(files, key=lambda file: file.relative_to(folder).as_posix())


def _read(file: Path, size: int, grey: bool) -> npt.NDArray[np.uint8]:
    from PIL import Image

    from ganbench.datasets.images import UNREADABLE, squared

    try:
        with Image.open(file) as picture:
            return squared(picture, size, grey)
    except UNREADABLE as error:
        raise DataError(
            f"{file}: expected a picture, found: {error}. Mend this file, or take it out of the "
            "folder."
        ) from error


IMAGE_FOLDER = Source(
    title="Your folder of pictures",
    licence="yours to know",
    url="",
    preparation=(
        "Upright, transparency laid on white, the largest square of the middle, resized by PIL's "
        "antialiased bicubic filter; bytes to [-1, 1]; 80/10/10 % by a fixed permutation of the "
        "sorted paths."
    ),
    shape=None,
    load=load,
)
