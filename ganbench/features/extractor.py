"""Features and class probabilities of images, by the classifiers that ship with ganbench."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load as deserialise
from torch import Tensor

from ganbench.errors import GanbenchError
from ganbench.features.classifier import Classifier, build

WEIGHTS = Path(__file__).parent / "weights"
CHUNK = 500  # images at a time, so that memory stays bounded


class Extraction(NamedTuple):
    """Features [n, d] and class probabilities [n, k] of n images, float64."""

    features: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float64]


@lru_cache(maxsize=4)
def classifier(name: str, device: torch.device, folder: Path = WEIGHTS) -> Classifier:
    """Loads the classifier "digits" or "fashion".

    Args:
        name: Which one.
        device: Where to put it.
        folder: Where `name`.safetensors lies, beside a `name`.json that states its sha256.

    Raises:
        GanbenchError: The weights are missing, or are not those that the .json states.
    """
    path = folder / f"{name}.safetensors"
    try:
        weights = path.read_bytes()
        stated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise GanbenchError(
            f"The feature extractor '{name}' cannot be read: {error}. Install ganbench again."
        ) from error
    found = hashlib.sha256(weights).hexdigest()
    if found != stated:
        raise GanbenchError(
            f"{path}: expected the sha256 {stated}, found {found}. Install ganbench again."
        )
    with torch.device("meta"):  # so that its initialisation draws nothing from a random stream
        model = build(name)
    model.load_state_dict(deserialise(weights), assign=True)
    return model.requires_grad_(False).eval().to(device)


def extract(name: str, images: Tensor) -> Extraction:
    """Maps images [n, 1, side, side] in [-1, 1], on any device, to what classifier `name` sees."""
    model = classifier(name, images.device)
    pairs = [model(chunk) for chunk in torch.split(images.float(), CHUNK)]
    features, logits = (torch.cat(parts).cpu().double() for parts in zip(*pairs, strict=True))
    return Extraction(features.numpy(), logits.softmax(dim=1).numpy())
