"""Generators whose fault is known: what a workload's metrics and target are tried on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ganbench.calibration import mixtures, pictures
from ganbench.calibration.pictures import GROUPS, Pictures
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.evaluation.evaluator import Evaluator
from ganbench.workloads import Workload

PERFECT = "perfect generator"
UNTRAINED = "untrained generator"
POOL = 10_000
"""Training pictures, at most, that faults are planted in."""

Planted: TypeAlias = "Callable[[int, np.random.Generator], Tensor]"
"""From a number n of samples and a stream to samples [n, *shape]."""


def generators(workload: Workload, measure: Evaluator) -> dict[str, Planted]:
    """Returns generators by the name of their fault, the perfect one first.

    Args:
        workload: The workload, whose untrained generator is one of them.
        measure: The workload's evaluator, which has its data.
    """
    untrained = {UNTRAINED: partial(_untrained, workload)}
    mixture = measure.dataset.density
    if mixture is not None:
        known = {PERFECT: mixtures.perfect, **mixtures.FAULTS}
        points = {name: partial(_points, fault, mixture) for name, fault in known.items()}
        return {**points, **untrained}
    pool = measure.perfect.train_reference(POOL)
    drawn_from = Pictures(pool, _groups(measure, pool), measure.dataset.range)
    of_classes = pictures.OF_CLASSES if measure.dataset.classifier else {}
    faults = {PERFECT: pictures.perfect, **of_classes, **pictures.OF_ANY}
    return {**{name: partial(fault, drawn_from) for name, fault in faults.items()}, **untrained}


def _points(
    fault: mixtures.Fault, mixture: GaussianMixture, n: int, stream: np.random.Generator
) -> Tensor:
    return torch.from_numpy(fault(mixture, n, stream).astype(np.float32))


def _untrained(workload: Workload, n: int, stream: np.random.Generator) -> Tensor:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(stream.integers(2**31)))
        network, size = workload.generator.build(), (n, workload.prior.dimension)
        codes = torch.randn(size) if workload.prior.kind == "normal" else 2 * torch.rand(size) - 1
        with torch.no_grad():
            drawn: Tensor = network(codes)
    return drawn


def _groups(measure: Evaluator, pool: Tensor) -> npt.NDArray[np.int64]:
    """The classes of pictures [N], as the data's own classifier sees them; 0 where there is none.

    A thousand classes of three digits are grouped by the first one.
    """
    classifier = measure.dataset.classifier
    found = classifier and measure.real.extract_from(pool, classifier).probabilities
    if not isinstance(found, np.ndarray):
        return np.zeros(len(pool), np.int64)
    return np.asarray(found.argmax(1) * GROUPS // found.shape[1])
