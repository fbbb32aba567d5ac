"""FID, KID and the Inception score as published, by torch-fidelity, where its weights are."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import Dataset

from ganbench.errors import GanbenchError

FILE = "weights-inception-2015-12-05-6726825d.pth"
SHA256 = "6726825d"  # how the file's hash begins: its name says so too
SUBSET = 1000  # KID averages subsets of this size, or of all images where there are fewer


class _Bytes(Dataset[Tensor]):
    """Images as torch-fidelity takes them: bare uint8 tensors [3, height, width]."""

    def __init__(self, images: Tensor) -> None:
        pixels = ((images.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).cpu()
        self._images = pixels.expand(-1, 3, -1, -1) if pixels.shape[1] == 1 else pixels

    def __len__(self) -> int:
        return len(self._images)

    def __getitem__(self, index: int) -> Tensor:
        return self._images[index]


def weights(sha256: str = SHA256) -> Path | None:
    """Returns the Inception weights in torch's folder of checkpoints, or `None` without them.

    They are a pickle, which can do anything when it is opened, so their hash is checked first.

    Args:
        sha256: How the file's hash must begin.

    Raises:
        GanbenchError: The file has another hash.
    """
    path = Path(torch.hub.get_dir()) / "checkpoints" / FILE
    if not path.is_file():
        return None
    found = _sha256(path, path.stat().st_mtime_ns)
    if not found.startswith(sha256):
        raise GanbenchError(
            f"{path}: expected a sha256 that begins with {sha256}, found {found}. "
            "Remove this file, or fetch the right one."
        )
    return path


@lru_cache(maxsize=1)
def _sha256(path: Path, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def measure(fake: Tensor, real: Tensor, path: Path) -> dict[str, float]:
    """Returns `fid`, `kid` and `is` of fake [n, c, h, w] against real [m, c, h, w] in [-1, 1].

    Args:
        fake: Generated images, grey or coloured; n at least 10, since the score has ten splits.
        real: Real images, m at least 2.
        path: The weights, from `weights`.
    """
    import torch_fidelity

    # Every option by its name in torch-fidelity: it swallows misspelt ones without a word.
    found = torch_fidelity.calculate_metrics(
        input1=_Bytes(fake),
        input2=_Bytes(real),
        fid=True,
        kid=True,
        isc=True,
        kid_subset_size=min(SUBSET, len(fake), len(real)),
        feature_extractor_weights_path=str(path),
        cuda=torch.cuda.is_available(),
        cache=False,  # its key knows neither content nor count
        save_cpu_ram=True,  # no worker processes: the images are in memory
        verbose=False,
    )
    return {
        "fid": float(found[torch_fidelity.KEY_METRIC_FID]),
        "kid": float(found[torch_fidelity.KEY_METRIC_KID_MEAN]),
        "is": float(found[torch_fidelity.KEY_METRIC_ISC_MEAN]),
    }
