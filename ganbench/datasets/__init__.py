"""Data sets: training batches and held-out splits, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ganbench.datasets.source import Source
from ganbench.registry import Registry

if TYPE_CHECKING:  # naming a data set does not import torch
    from ganbench.datasets.dataset import Dataset

DATASETS: Registry[Source] = Registry(
    "data set",
    {
        "gaussian-mixture": "ganbench.datasets.mixtures:GAUSSIAN_MIXTURE",
        "digits": "ganbench.datasets.digits:DIGITS",
        "fashion-mnist": "ganbench.datasets.fashion_mnist:FASHION_MNIST",
        "mnist": "ganbench.datasets.mnist:MNIST",
        "mnist-10k": "ganbench.datasets.mnist_10k:MNIST_10K",
        "stacked-digits": "ganbench.datasets.stacked:STACKED_DIGITS",
        "stacked-mnist": "ganbench.datasets.stacked:STACKED_MNIST",
        "stacked-fashion": "ganbench.datasets.stacked:STACKED_FASHION",
        "cifar10": "ganbench.datasets.cifar10:CIFAR10",
        "svhn": "ganbench.datasets.svhn:SVHN",
        "celeba": "ganbench.datasets.celeba:CELEBA",
        "point": "ganbench.datasets.point:POINT",
        "patches": "ganbench.datasets.patches:PATCHES",
        "image-folder": "ganbench.datasets.image_folder:IMAGE_FOLDER",
        "npz": "ganbench.datasets.npz:NPZ",
        "huggingface": "ganbench.datasets.huggingface:HUGGINGFACE",
    },
    group="ganbench.datasets",
    holds=Source,
)


def load(dataset: str, parameters: Mapping[str, Any], train_size: int | None = None) -> Dataset:
    """Makes the data set `dataset` with its `parameters`.

    Args:
        dataset: A name that `DATASETS` knows.
        parameters: What its `Source.load` takes.
        train_size: Trains on so many samples only, the first ones of a fixed permutation: a
            smaller training set is part of every larger one. The splits stay what they are.

    Raises:
        UnknownNameError: There is no such data set.
        DataError: It takes other parameters, its files are missing or broken, or it has fewer than
            `train_size` samples.
    """
    made = DATASETS[dataset].make(dataset, parameters)
    return made if train_size is None else made.limited(train_size)


__all__ = ["DATASETS", "Source", "load"]
