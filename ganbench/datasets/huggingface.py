"""Images of a data set that Hugging Face's `datasets` reads, from its hub or from a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ganbench.datasets.files import expanded
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset


def load(
    *, name: str, size: int, split: str = "train", column: str = "image", grey: bool = False
) -> FiniteDataset:
    """Reads the pictures of one split, of which validation and test splits are taken.

    Args:
        name: The data set's on the hub, or a folder that `save_to_disk` wrote.
        size: The side in pixels that they are resized to.
        split: Which of its splits; a folder of a single one has none.
        column: The one that holds the pictures.
        grey: One channel, not three.

    Raises:
        DataError: `datasets` is not installed, there is no such data set, split or column, or
            a picture is broken.
    """
    import numpy as np

    from ganbench.datasets.images import check_size, parted

    check_size(size, "huggingface")
    table, where = _table(name, split), f"{name}, column '{column}'"
    if column not in table.column_names:
        raise DataError(
            f"{where}: there is no such column, only {', '.join(table.column_names)}. Set `column`."
        )
    if not len(table):
        raise DataError(f"{where}: expected pictures, found none.")
    squares = [_square(table, row, column, size, grey, where) for row in range(len(table))]
    return parted(np.stack(squares), where)


def _table(name: str, split: str) -> Any:
    folder = expanded(name)
    if os.environ.get("GANBENCH_OFFLINE"):  # read when `datasets` is imported
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
    try:
        import datasets
    except ImportError as error:
        raise DataError(
            f"The data set 'huggingface' needs the package datasets ({error}): "
            "`pip install 'ganbench[huggingface]'`."
        ) from error
    try:
        if not folder.is_dir():
            return datasets.load_dataset(name, split=split)
        found = datasets.load_from_disk(str(folder))
        return found[split] if isinstance(found, dict) else found
    except Exception as error:  # whatever hub, cache, builder and reader raise
        raise DataError(
            f"{name}, split '{split}': the data set cannot be read: {type(error).__name__}: "
            f"{' '.join(str(error).split())}. Set `name` to one of the hub, which is downloaded "
            "unless GANBENCH_OFFLINE is set, or to a folder that `save_to_disk` wrote, and "
            "`split` to one that it has."
        ) from error


def _square(
    table: Any, row: int, column: str, size: int, grey: bool, where: str
) -> npt.NDArray[np.uint8]:
    from PIL import Image

    from ganbench.datasets.images import UNREADABLE, squared

    try:
        picture = table[row][column]
        if not isinstance(picture, Image.Image):
            raise ValueError(f"{type(picture).__name__}, which is none")
        return squared(picture, size, grey)
    except UNREADABLE as error:
        raise DataError(
            f"{where}, row {row}: expected a picture, found: {error}. Choose another column, or "
            "take this row out."
        ) from error


HUGGINGFACE = Source(
    title="A data set of Hugging Face's",
    licence="as its card says",
    url="https://huggingface.co/datasets",
    preparation=(
        "Upright, transparency laid on white, the largest square of the middle, resized by PIL's "
        "antialiased bicubic filter; bytes to [-1, 1]; 80/10/10 % of the split by a fixed "
        "permutation."
    ),
    shape=None,
    load=load,
)
