"""Images with their classes, as the classifiers that serve as feature extractors learn them."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ganbench.datasets.dataset import FiniteDataset


class Labelled(NamedTuple):
    """Images [n, channels, height, width] in [-1, 1], float32, and their classes [n], int64."""

    images: Tensor
    labels: Tensor


Splits = dict[Literal["train", "validation", "test"], Labelled]


def labelled(
    images: npt.NDArray[np.generic], labels: npt.NDArray[np.generic], top: float
) -> Labelled:
    """Scales grey images [n, h, w] with values in [0, top] to [-1, 1], [n, 1, h, w]."""
    pixels = torch.from_numpy(images.astype(np.float32)).unsqueeze(1)
    return Labelled(pixels.mul_(2 / top).sub_(1), torch.from_numpy(labels.astype(np.int64)))


def unlabelled(splits: Splits, features: str) -> FiniteDataset:
    """Drops the classes: a GAN does not see them."""
    return FiniteDataset(
        splits["train"].images,
        held_out={"validation": splits["validation"].images, "test": splits["test"].images},
        features=features,
    )
