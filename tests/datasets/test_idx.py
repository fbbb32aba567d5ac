import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from ganbench.datasets.idx import read_idx, sha256_of
from ganbench.errors import GanbenchError

PIXELS = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
IDX = struct.pack(">4B3I", 0, 0, 8, 3, 2, 3, 4) + PIXELS.tobytes()
# Without a fixed time gzip writes the clock into its header, and so into the tests' names, which
# every worker of a parallel run must find alike.
GZIPPED = gzip.compress(IDX, mtime=0)


@pytest.mark.parametrize("data", [IDX, GZIPPED], ids=["plain", "gzipped"])
def test_idx_is_read_compressed_or_not(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "images"
    path.write_bytes(data)
    array = read_idx(path, PIXELS.shape)
    assert np.array_equal(array, PIXELS)
    assert sha256_of(array) == hashlib.sha256(IDX).hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "magic"),
        (b"\x89PNG" + IDX[4:], "magic bytes 00000803, found 89504e47"),
        (IDX[:10], "magic"),
        (IDX[:-1], "24 bytes of data, found 23"),
        (IDX + b"x", "24 bytes of data, found 25"),
        (GZIPPED[:-12], "readable"),
        (b"\x1f\x8b" + IDX, "readable"),
        (IDX.replace(b"\0\0\0\2", b"\0\0\0\7"), r"shape \(2, 3, 4\), found \(7, 3, 4\)"),
    ],
    ids=["empty", "another", "short-header", "short", "long", "cut-gzip", "no-gzip", "shape"],
)
def test_a_broken_idx_file_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "images"
    path.write_bytes(data)
    with pytest.raises(GanbenchError, match=message) as caught:
        read_idx(path, PIXELS.shape)
    assert str(path) in str(caught.value)


def test_a_missing_idx_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match="nothing-here"):
        read_idx(tmp_path / "nothing-here", PIXELS.shape)
