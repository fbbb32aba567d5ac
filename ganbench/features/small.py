"""The small classifiers that ship with ganbench: of data sets that have classes of their own."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.errors import DataError
from ganbench.features.extractor import Extractor

if TYPE_CHECKING:
    from ganbench.features.classifier import Classifier

WEIGHTS = Path(__file__).parent / "weights"


def load(name: str, folder: Path = WEIGHTS) -> Classifier:
    """Loads the classifier "digits", "fashion" or "mnist".

    Args:
        name: Which one.
        folder: Where `name`.safetensors lies, beside a `name`.json that states its sha256.

    Raises:
        DataError: The weights are missing, or are not those that the .json states.
    """
    import torch
    from safetensors.torch import load as deserialise

    from ganbench.features.classifier import build

    path = folder / f"{name}.safetensors"
    try:
        weights = path.read_bytes()
        stated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"The feature extractor '{name}' cannot be read: {error}. Install ganbench again."
        ) from error
    found = hashlib.sha256(weights).hexdigest()
    if found != stated:
        raise DataError(
            f"{path}: expected the sha256 {stated}, found {found}. Install ganbench again."
        )
    with torch.device("meta"):  # what an initialisation would write is replaced at once
        model = build(name)
    model.load_state_dict(deserialise(weights), assign=True)
    return model.requires_grad_(False).eval()


DIGITS = Extractor("digits", partial(load, "digits"), shape=(1, 8, 8), chunk=500)
FASHION = Extractor("fashion", partial(load, "fashion"), shape=(1, 28, 28))
MNIST = Extractor("mnist", partial(load, "mnist"), shape=(1, 28, 28))
