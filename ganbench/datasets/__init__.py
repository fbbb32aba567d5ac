"""Data sets: training batches and held-out splits, by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.errors import GanbenchError
from ganbench.registry import Registry

if TYPE_CHECKING:  # naming a data set does not import torch
    from ganbench.datasets.dataset import Dataset

DATASETS: Registry[Callable[..., Dataset]] = Registry(
    "data set",
    {
        "gaussian-mixture": "ganbench.datasets.mixtures:load",
        "digits": "ganbench.datasets.digits:load",
        "fashion-mnist": "ganbench.datasets.fashion_mnist:load",
    },
    group="ganbench.datasets",
)


def load(dataset: str, parameters: Mapping[str, Any]) -> Dataset:
    """Makes the data set `dataset` with its `parameters`.

    Raises:
        GanbenchError: There is no such data set, it takes other parameters, or its files are
            missing or broken.
    """
    make = DATASETS[dataset]
    try:
        return make(**parameters)
    except TypeError as error:
        raise GanbenchError(
            f"The data set '{dataset}' cannot be made of {dict(parameters)}: {error}. "
            f"It takes {inspect.signature(make)}."
        ) from error


__all__ = ["DATASETS", "GaussianMixture", "load"]
