"""Images in a NumPy archive of the user's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganbench.datasets.files import expanded
from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ganbench.datasets.finite import FiniteDataset

FLOATS = {"[0, 1]": 0.0, "[-1, 1]": -1.0}
"""The ranges that float arrays may be stated to have, and their lower ends."""
CHANNELS = (1, 3)


def load(*, path: str, key: str = "images", floats: str = "") -> FiniteDataset:
    """Reads images [n, h, w], [n, h, w, c] or [n, c, h, w], where c is 1 or 3.

    Args:
        path: The .npz file; nothing in it is unpickled.
        key: The name of the array in it.
        floats: "[0, 1]" or "[-1, 1]" if the array is of floats, which are rounded to 256 levels.

    Raises:
        DataError: The file or the array is missing, broken, or something else.
    """
    from ganbench.datasets.images import parted

    if floats not in ("", *FLOATS):
        raise DataError(
            f"'floats' of npz: expected the words {' or '.join(map(repr, FLOATS))}, in quotes, "
            f"found {floats!r}."
        )
    where = f"{path}, array '{key}'"
    return parted(_channels_first(_bytes(_read(expanded(path), key), floats, where), where), where)


def _read(path: Path, key: str) -> npt.NDArray[Any]:
    import numpy as np

    try:
        archive = np.load(path, allow_pickle=False)
        if not isinstance(archive, np.lib.npyio.NpzFile):
            raise ValueError("a single array; save it with np.savez(path, images=array)")
        with archive:
            if key not in archive:
                raise ValueError(f"no array '{key}', but {', '.join(archive) or 'nothing'}")
            return np.asarray(archive[key])
    except Exception as error:  # whatever zipfile, decompressors and header parsers raise
        raise DataError(
            f"{path}: expected an .npz file with an array '{key}', found: "
            f"{' '.join(str(error).split()) or type(error).__name__}. "
            "Set `path` and `key`, or write the file again."
        ) from error


def _bytes(array: npt.NDArray[Any], floats: str, where: str) -> npt.NDArray[np.uint8]:
    import numpy as np

    if array.dtype == np.uint8:
        if floats:
            raise DataError(f"{where}: expected floats, found uint8. Leave `floats` out.")
        return array
    if array.dtype.kind != "f":
        raise DataError(
            f"{where}: expected uint8, found {array.dtype}. Convert it with .astype('uint8')."
        )
    if not floats:
        raise DataError(
            f"{where}: expected uint8, found {array.dtype}, whose range may be anything. Save "
            "bytes, or set `floats` to the range that it has: '[0, 1]' or '[-1, 1]'."
        )
    low = FLOATS[floats]
    if not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise DataError(f"{where}: expected numbers, found {bad:,} NaN or infinite. Mend them.")
    if array.size and not (array.min() >= low and array.max() <= 1):
        raise DataError(
            f"{where}: expected floats in {floats}, found {array.min():g} to {array.max():g}. "
            "Rescale them by a fixed factor, not each by its own extremes."
        )
    return np.round((array.astype(np.float64) - low) * (255 / (1 - low))).astype(np.uint8)


def _channels_first(array: npt.NDArray[np.uint8], where: str) -> npt.NDArray[np.uint8]:
    if array.ndim == 3:
        return array[:, None]
    first, last = (array.ndim == 4 and array.shape[axis] in CHANNELS for axis in (1, -1))
    if first == last:
        found = "both could be channels" if first else "no axis is"
        raise DataError(
            f"{where}: expected the shape [n, h, w], [n, h, w, c] or [n, c, h, w] with 1 or 3 "
            f"channels, found {list(array.shape)}, of which {found}. Reshape it."
        )
    return array if first else array.transpose(0, 3, 1, 2)


NPZ = Source(
    title="Your images in an .npz file",
    licence="yours to know",
    url="",
    preparation=(
        "Floats of the stated range rounded to 256 levels; bytes to [-1, 1]; 80/10/10 % by a "
        "fixed permutation."
    ),
    shape=None,
    load=load,
)
