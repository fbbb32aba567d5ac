"""The idx format of the MNIST family: a big-endian header and unsigned bytes, gzipped or not."""

import gzip
import hashlib
import math
import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ganbench.errors import DataError

_GZIP = b"\x1f\x8b"


def read_idx(path: Path, shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    """Reads an idx file of unsigned bytes.

    Args:
        path: The file, compressed or not (told by its first bytes, not by its name).
        shape: The shape that the header must state.

    Returns:
        The array [*shape], uint8.

    Raises:
        DataError: The file cannot be read, is no such idx file, has another shape, or is cut.
    """
    try:
        raw = path.read_bytes()
        data = gzip.decompress(raw) if raw.startswith(_GZIP) else raw
    except (OSError, EOFError, zlib.error) as error:
        raise _bad(path, f"a readable idx file, found: {error}") from error
    magic = bytes((0, 0, 8, len(shape)))  # 8: unsigned bytes
    header = 4 + 4 * len(shape)
    if len(data) < header or data[:4] != magic:
        raise _bad(path, f"the magic bytes {magic.hex()}, found {data[:4].hex() or 'nothing'}")
    found = struct.unpack(f">{len(shape)}I", data[4:header])
    if found != shape:
        raise _bad(path, f"the shape {shape}, found {found}")
    if len(data) - header != math.prod(shape):
        raise _bad(path, f"{math.prod(shape)} bytes of data, found {len(data) - header}")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def sha256_of(array: npt.NDArray[np.uint8]) -> str:
    """Returns the SHA-256, in hexadecimal, of the idx file, not compressed, of an array [...]."""
    header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return hashlib.sha256(header + array.tobytes()).hexdigest()


def _bad(path: Path, expected_and_found: str) -> DataError:
    return DataError(f"{path}: expected {expected_and_found}. Remove this file and fetch it again.")
