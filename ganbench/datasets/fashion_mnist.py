"""Fashion-MNIST, 70,000 pictures of clothes of 28x28 (Xiao et al. 2017, arXiv:1708.07747)."""

import os
from functools import lru_cache
from pathlib import Path

from ganbench.datasets.dataset import FiniteDataset
from ganbench.datasets.idx import read_idx
from ganbench.datasets.labelled import Labelled, Splits, labelled, unlabelled
from ganbench.errors import GanbenchError

FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
SYSTEM = Path("/usr/share/datasets/fashion-mnist")  # Debian: dataset-fashion-mnist
TRAIN, HELD_OUT = 60_000, 10_000


def load() -> FiniteDataset:
    """Returns all 60,000 to train on; half of the other 10,000 for validation, half for the test.

    Raises:
        GanbenchError: The files are nowhere and cannot be downloaded, or one of them is broken.
    """
    return unlabelled(splits(), "fashion")


def splits() -> Splits:
    """Finds and reads the three splits; errors as in `load`."""
    return _read(find())


@lru_cache(maxsize=1)  # 220 MB of pixels: read once
def _read(folder: Path) -> Splits:
    paths = [_present(folder, name) or folder / name for name in FILES]
    train = labelled(read_idx(paths[0], (TRAIN, 28, 28)), read_idx(paths[1], (TRAIN,)), top=255)
    held_out = labelled(
        read_idx(paths[2], (HELD_OUT, 28, 28)), read_idx(paths[3], (HELD_OUT,)), top=255
    )
    half = HELD_OUT // 2
    return {
        "train": train,
        "validation": Labelled(held_out.images[:half], held_out.labels[:half]),
        "test": Labelled(held_out.images[half:], held_out.labels[half:]),
    }


def find() -> Path:
    """Returns the first folder that holds all four files, or downloads them.

    Looked at in this order: `$GANBENCH_DATA/fashion-mnist`, the user's data folder, Debian's
    package, and then the network unless GANBENCH_OFFLINE is set.

    Raises:
        GanbenchError: They are nowhere, and cannot be downloaded.
    """
    folders = _folders()
    for folder in (*folders, SYSTEM):
        if all(_present(folder, name) for name in FILES):
            return folder
    target = folders[0]
    if os.environ.get("GANBENCH_OFFLINE"):
        raise _missing(target, "GANBENCH_OFFLINE is set")
    try:
        _download(target)
    except Exception as error:
        raise _missing(target, f"the download failed: {error}") from error
    return target


def _folders() -> list[Path]:
    from platformdirs import user_data_path

    named = os.environ.get("GANBENCH_DATA")
    own = [Path(named)] if named else []
    return [root / "fashion-mnist" for root in (*own, user_data_path("ganbench"))]


def _present(folder: Path, name: str) -> Path | None:
    return next((p for p in (folder / name, folder / f"{name}.gz") if p.is_file()), None)


def _download(folder: Path) -> None:
    from torchvision.datasets import FashionMNIST
    from torchvision.datasets.utils import download_url

    for name, md5 in FashionMNIST.resources:
        download_url(FashionMNIST.mirrors[0] + name, str(folder), name, md5)


def _missing(folder: Path, reason: str) -> GanbenchError:
    return GanbenchError(
        f"Fashion-MNIST is not on this machine, and {reason}. Do one of these: "
        "`apt-get install dataset-fashion-mnist`; "
        f"put {', '.join(FILES)} (.gz or not) into {folder}; "
        "or run once with a network and without GANBENCH_OFFLINE."
    )
