import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from ganbench.datasets import digits, fashion_mnist
from ganbench.datasets.idx import read_idx
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
    assert np.array_equal(read_idx(path, PIXELS.shape), PIXELS)


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


def test_digits_have_three_splits_with_every_class_in_its_share() -> None:
    splits = digits.splits()
    assert {name: len(part.images) for name, part in splits.items()} == {
        "train": 1000,
        "validation": 397,
        "test": 400,
    }
    for images, labels in splits.values():
        assert images.shape[1:] == (1, 8, 8)
        assert (images.min(), images.max()) == (-1, 1)
        shares = torch.bincount(labels) / len(labels)
        assert torch.allclose(shares, torch.full((10,), 0.1), atol=0.01)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Fashion-MNIST, whose folders lie in tmp_path."""
    monkeypatch.setenv("GANBENCH_DATA", str(tmp_path / "named"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda app: tmp_path / "home" / app)
    monkeypatch.setattr(fashion_mnist, "SYSTEM", tmp_path / "system")
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")
    return tmp_path


def test_offline_and_missing_names_everything_that_would_mend_it(nowhere: Path) -> None:
    with pytest.raises(GanbenchError) as caught:
        fashion_mnist.find()
    folder = str(nowhere / "named" / "fashion-mnist")
    for remedy in ("apt-get install dataset-fashion-mnist", folder, "network", "t10k-labels"):
        assert remedy in str(caught.value)


def test_folders_are_searched_in_order(nowhere: Path) -> None:
    places = [
        nowhere / "system",
        nowhere / "home" / "ganbench" / "fashion-mnist",
        nowhere / "named" / "fashion-mnist",
    ]
    for place in places:  # each one goes before those that are there already
        place.mkdir(parents=True)
        for name in fashion_mnist.FILES:
            (place / f"{name}.gz").touch()
        assert fashion_mnist.find() == place


def test_an_incomplete_folder_is_passed_over(nowhere: Path) -> None:
    folder = nowhere / "named" / "fashion-mnist"
    folder.mkdir(parents=True)
    (folder / fashion_mnist.FILES[0]).touch()
    with pytest.raises(GanbenchError, match="not on this machine"):
        fashion_mnist.find()


def test_the_download_goes_where_it_is_found_again(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GANBENCH_OFFLINE")
    asked: list[tuple[str, str]] = []

    def download(url: str, root: str, filename: str, md5: str) -> None:
        asked.append((root, filename))
        Path(root).mkdir(parents=True, exist_ok=True)
        (Path(root) / filename).touch()

    monkeypatch.setattr("torchvision.datasets.utils.download_url", download)
    assert fashion_mnist.find() == nowhere / "named" / "fashion-mnist"
    assert len(asked) == 4
    fashion_mnist.find()
    assert len(asked) == 4


def test_a_failed_download_is_told(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: str) -> None:
        raise OSError("no route to host")

    monkeypatch.delenv("GANBENCH_OFFLINE")
    monkeypatch.setattr("torchvision.datasets.utils.download_url", fail)
    with pytest.raises(GanbenchError, match="no route to host"):
        fashion_mnist.find()


@pytest.mark.skipif(not fashion_mnist.SYSTEM.is_dir(), reason="needs dataset-fashion-mnist")
def test_the_real_fashion_mnist() -> None:
    splits = fashion_mnist.splits()
    sizes = {name: len(part.images) for name, part in splits.items()}
    assert sizes == {"train": 60_000, "validation": 5_000, "test": 5_000}
    images, labels = splits["test"]
    assert images.shape == (5_000, 1, 28, 28)
    assert (images.min(), images.max()) == (-1, 1)
    assert torch.bincount(labels).min() > 450
