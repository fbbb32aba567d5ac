import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from ganbench.datasets import idx_family


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without data, whose folders lie in tmp_path, and without a network."""
    monkeypatch.setenv("GANBENCH_DATA", str(tmp_path / "named"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda app: tmp_path / "home" / app)
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")
    return tmp_path


@pytest.fixture
def family(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small MNIST: 30 images to train on, 20 held out; half of them gzipped."""
    monkeypatch.setattr(idx_family, "TRAIN", 30)
    monkeypatch.setattr(idx_family, "HELD_OUT", 20)
    folder = nowhere / "named" / "mnist"
    folder.mkdir(parents=True)
    pixels = np.random.RandomState(0).randint(0, 256, (50, 28, 28), dtype=np.uint8)
    contents = []
    for name, rows in (("train", slice(0, 30)), ("t10k", slice(30, 50))):
        n = len(pixels[rows])
        images = struct.pack(">4B3I", 0, 0, 8, 3, n, 28, 28) + pixels[rows].tobytes()
        labels = struct.pack(">4BI", 0, 0, 8, 1, n) + bytes(i % 10 for i in range(n))
        (folder / f"{name}-images-idx3-ubyte.gz").write_bytes(gzip.compress(images, mtime=0))
        (folder / f"{name}-labels-idx1-ubyte").write_bytes(labels)
        contents += [images, labels]
    sums = tuple(hashlib.sha256(content).hexdigest() for content in contents)
    monkeypatch.setitem(idx_family.SHA256, "MNIST", sums)
    return folder
