"""Measures samples against a held-out split, with the real side computed once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset, Split
from ganbench.errors import GanbenchError
from ganbench.features import inception
from ganbench.features.extractor import extract
from ganbench.metrics import METRICS, Metric
from ganbench.workloads.workload import Workload

Views = dict[str, npt.NDArray[np.float64]]
"""What metrics look at, by `Metric.needs`: points, or features and probabilities."""


def evaluator(workload: Workload, samples: int) -> Evaluator:
    """Makes the evaluator of a workload.

    Args:
        workload: Says which data and which metrics.
        samples: Real samples to compare with; as many as there are, where the split has fewer.

    Raises:
        GanbenchError: A metric does not suit the data, or the data are not there.
    """
    dataset = load(workload.dataset, dict(workload.parameters))
    for name in workload.metrics:
        _check(METRICS[name], dataset, workload.dataset)
    return Evaluator(workload.metrics, samples, dataset)


@dataclass(frozen=True, eq=False)
class Evaluator:
    """Measures samples of one workload.

    Attributes:
        metrics: What is measured, the primary metric first.
        samples: Real samples to compare with, where the split has that many.
        dataset: The data.
    """

    metrics: tuple[str, ...]
    samples: int
    dataset: Dataset
    _real: dict[tuple[str, Split], Any] = field(default_factory=dict, repr=False)

    @torch.no_grad()
    def measure(self, samples: Tensor, split: Split) -> dict[str, float]:
        """Returns every metric of samples [n, *shape], n at least 2, against the split.

        Samples that are not finite, or whose features are not, score NaN in every metric.

        Raises:
            ValueError: The samples have another shape than the data, or are fewer than two.
        """
        if samples.shape[1:] != self.dataset.shape or len(samples) < 2:
            raise ValueError(
                f"Expected at least 2 samples of shape {self.dataset.shape}, "
                f"found {tuple(samples.shape)}."
            )
        if not torch.isfinite(samples).all():
            return dict.fromkeys(self.metrics, math.nan)
        views = self._views(samples)
        if not all(np.isfinite(view).all() for view in views.values()):
            return dict.fromkeys(self.metrics, math.nan)
        return {name: self._compute(METRICS[name], views, split) for name in self.metrics}

    def inception(self, samples: Tensor, split: Split = "test") -> dict[str, float]:
        """Returns `fid`, `kid` and `is` of images [n, c, h, w]; NaN where one is not finite.

        Nothing without Inception's weights, and nothing for points in the plane.
        """
        path = inception.weights() if len(self.dataset.shape) == 3 else None
        if path is None:
            return {}
        if not torch.isfinite(samples).all():
            return dict.fromkeys(("fid", "kid", "is"), math.nan)
        return inception.measure(samples, self.dataset.split(split, self.samples), path)

    def reference(self, split: Split, draws: int = 5) -> dict[str, float]:
        """Returns what a perfect generator scores against the split: the floor or the ceiling.

        The mean over `draws` sets of `samples` training samples, all of which are independent of
        the split; no sample occurs twice in a set, so a small data set gives a smaller set.
        """
        real = (self.dataset.train_reference(self.samples, draw) for draw in range(draws))
        rows = [self.measure(samples, split) for samples in real]
        return {name: float(np.mean([row[name] for row in rows])) for name in self.metrics}

    def _compute(self, metric: Metric, views: Views, split: Split) -> float:
        if metric.needs == "density":
            return metric.compute(views["points"], self.dataset.density)
        if metric.needs == "probabilities":
            return metric.compute(views["probabilities"])
        key = (metric.name, split)
        if key not in self._real:
            real = self._views(self.dataset.split(split, self.samples))
            self._real[key] = metric.prepare(real[metric.needs])
        return metric.compute(views[metric.needs], self._real[key])

    def _views(self, samples: Tensor) -> Views:
        if self.dataset.features is None:
            return {"points": samples.cpu().double().numpy()}
        return extract(self.dataset.features, samples)._asdict()


def _check(metric: Metric, dataset: Dataset, name: str) -> None:
    images = dataset.features is not None
    has = {
        "density": dataset.density is not None,
        "points": not images,
        "features": images,
        "probabilities": images,
    }
    if not has[metric.needs] or metric.features not in (None, dataset.features):
        needed = f"{metric.needs} ({metric.features})" if metric.features else metric.needs
        found = f"{dataset.features} features" if images else "points in the plane"
        raise GanbenchError(
            f"The metric '{metric.name}' does not suit the data set '{name}': it needs {needed}, "
            f"and the data set has {found}. `ganbench list metrics` shows the others."
        )
