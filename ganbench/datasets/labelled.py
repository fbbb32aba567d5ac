"""Images with their classes, as the classifiers that serve as feature extractors learn them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ganbench.datasets.dataset import SplitName
from ganbench.datasets.finite import FiniteDataset
from ganbench.datasets.pixels import Coding


class Labelled(NamedTuple):
    """Images [n, channels, height, width] in [-1, 1], float32, and their classes [n], int64."""

    images: Tensor
    labels: Tensor


class Bytes(NamedTuple):
    """Images [n, channels, height, width] as they are kept, uint8, and their classes [n], int64."""

    images: Tensor
    labels: Tensor


Splits = dict[SplitName, Labelled]
Stock = Mapping[SplitName, Bytes]


def grey(images: npt.NDArray[np.generic], labels: npt.NDArray[np.generic]) -> Bytes:
    """Makes bytes of grey images [n, h, w] with whole numbers from 0 to 255."""
    pixels = torch.from_numpy(images.astype(np.uint8)).unsqueeze(1)
    return Bytes(pixels, torch.from_numpy(labels.astype(np.int64)))


def decoded(stock: Stock, coding: Coding) -> Splits:
    """Returns the splits as a classifier learns them."""
    return {name: Labelled(coding.decode(part.images), part.labels) for name, part in stock.items()}


def unlabelled(stock: Stock, coding: Coding, classifier: str) -> FiniteDataset:
    """Drops the classes, which a GAN does not see.

    Args:
        stock: The three splits.
        coding: How their bytes become samples.
        classifier: The name of the feature extractor that knows the classes.
    """
    return FiniteDataset(
        stock["train"].images,
        held_out={"validation": stock["validation"].images, "test": stock["test"].images},
        coding=coding,
        classifier=classifier,
    )


def stratified(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Returns a fixed permutation [n] of which every slice holds its share of every class [n]."""
    # NumPy promises that RandomState never changes its stream; Generator has no such promise.
    shuffled = np.random.RandomState(0).permutation(len(labels))
    rank = np.empty(len(labels))
    for label in np.unique(labels):
        members = shuffled[labels[shuffled] == label]
        rank[members] = (np.arange(len(members)) + 0.5) / len(members)
    return shuffled[np.argsort(rank[shuffled], kind="stable")]


def parted(
    images: npt.NDArray[np.generic], labels: npt.NDArray[np.int64], train: int, validation: int
) -> Stock:
    """Parts grey images by a fixed stratified permutation; the rest is the test split.

    Args:
        images: Whole numbers from 0 to 255 [n, h, w].
        labels: The classes of the images [n].
        train: How many to train on.
        validation: How many to hold out for validation.
    """
    order = stratified(labels)
    rows: dict[SplitName, npt.NDArray[np.int64]] = {
        "train": order[:train],
        "validation": order[train : train + validation],
        "test": order[train + validation :],
    }
    return {name: grey(images[some], labels[some]) for name, some in rows.items()}
