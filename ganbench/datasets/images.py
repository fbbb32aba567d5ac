"""What colour and other unclassified images share: bytes, splits, and the squares they become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image, ImageOps

from ganbench.datasets.dataset import Split
from ganbench.datasets.finite import FiniteDataset
from ganbench.datasets.pixels import Coding
from ganbench.errors import DataError

if TYPE_CHECKING:
    from torch import Tensor

Pixels = npt.NDArray[np.uint8]
LEAST = 10
"""Images that 80/10/10 can be taken of."""
LARGEST = 16_384
"""The longest side in pixels; PIL's own limit of one picture is about its square."""
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What PIL and `squared` raise for a picture that is broken or will not do."""
_DEEP = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")


def given_splits(train: Pixels, held_out: Mapping[Split, Pixels]) -> FiniteDataset:
    """Makes a data set of images [n, c, h, w] without classes, decoded to [-1, 1]."""
    parts = {name: _tensor(part) for name, part in held_out.items()}
    return FiniteDataset(_tensor(train), held_out=parts, coding=Coding())


def halved(train: Pixels, others: Pixels) -> FiniteDataset:
    """Makes a data set of images [n, c, h, w], with half of the others for each split.

    Args:
        train: What is trained on [n, c, h, w].
        others: The first half is for validation, the rest for the test [m, c, h, w].
    """
    half = len(others) // 2
    return given_splits(train, {"validation": others[:half], "test": others[half:]})


def parted(images: Pixels, where: str) -> FiniteDataset:
    """Parts images [n, c, h, w] into 80, 10 and 10 % by a fixed permutation.

    Args:
        images: All of them.
        where: What they are of, for messages.

    Raises:
        DataError: There are fewer than ten, or they have no pixels.
    """
    if not all(images.shape[2:]):
        raise DataError(
            f"{where}: expected images of at least one pixel, found "
            f"{'x'.join(map(str, images.shape[2:]))}. Write them again."
        )
    if len(images) < LEAST:
        raise DataError(
            f"{where}: expected at least {LEAST} images, for three splits, found {len(images)}. "
            "Add some."
        )
    tenth = len(images) // 10
    order = np.random.RandomState(0).permutation(len(images))
    parts: dict[Split, Pixels] = {
        "validation": images[order[:tenth]],
        "test": images[order[tenth : 2 * tenth]],
    }
    return given_splits(images[order[2 * tenth :]], parts)


def squared(picture: Image.Image, size: int, grey: bool = False) -> Pixels:
    """Makes a square [c, size, size] of the largest one in the middle, upright, antialiased.

    Args:
        picture: Any that PIL opens with 8 bits a channel; what is transparent is laid on white.
        size: The side in pixels.
        grey: One channel (ITU-R 601 luma), not three.

    Raises:
        ValueError: It has more than 8 bits a channel.
        OSError: It cannot be read.
    """
    if picture.mode in _DEEP:
        raise ValueError(f"expected 8 bits a channel, found PIL's mode {picture.mode}")
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    plain = upright.convert("L" if grey else "RGB")
    side = min(plain.size)
    left, top = ((length - side) // 2 for length in plain.size)
    # Given a smaller size, PIL widens the filter's support: it does not alias.
    small = plain.crop((left, top, left + side, top + side)).resize(
        (size, size), Image.Resampling.BICUBIC
    )
    pixels = np.asarray(small, dtype=np.uint8)
    return pixels[None] if grey else pixels.transpose(2, 0, 1)


def check_size(size: int, name: str) -> None:
    """Refuses a `size` that is no side of an image, in pixels; `name` is the data set's.

    Raises:
        DataError: The size is below 1 or too large.
    """
    if not 1 <= size <= LARGEST:
        raise DataError(
            f"'size' of {name}: expected a side of 1 to {LARGEST:,} pixels, found {size}."
        )


def _tensor(images: Pixels) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(images))
