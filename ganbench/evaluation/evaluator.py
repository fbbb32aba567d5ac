"""Measures samples against a held-out split."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset, Split, SplitName
from ganbench.errors import DataError, MeasurementError
from ganbench.evaluation.players import PlayersEvaluator
from ganbench.evaluation.real import Real
from ganbench.features import EXTRACTORS, Extraction, identity
from ganbench.metrics import METRICS, Metric
from ganbench.metrics.sized import sized
from ganbench.workloads.workload import Workload

MIN_SAMPLES = 3  # real samples, which every metric can be measured on


def evaluator(
    workload: Workload, samples: int, final_samples: int | None = None
) -> Evaluator | PlayersEvaluator:
    """Makes the evaluator of a workload.

    Final metrics whose extractor is not available are left out: `unavailable_metrics` has them.

    Args:
        workload: The workload, with its data and metrics.
        samples: Real samples to compare with; all, where the split has fewer.
        final_samples: Real samples to compare with at the end; `samples` if absent.

    Raises:
        DataError: The data are missing, broken, or of another shape than the workload's samples.
        MeasurementError: A metric does not suit the data, or its extractor is not there.
    """
    full = load(workload.dataset, dict(workload.parameters))
    dataset = full if workload.train_size is None else full.limited(workload.train_size)
    _require_suitable_data(workload, dataset)
    if workload.game is not None:
        _require_metrics_of_players(workload)
        return PlayersEvaluator(workload.metrics, workload.metrics, dataset)
    for name in (*workload.metrics, *workload.final):
        _require_suitable_metric(METRICS[name], dataset, workload.dataset)
    for name in workload.metrics:
        missing = _missing(METRICS[name])
        if missing:
            raise MeasurementError(f"The metric '{name}' cannot be measured: {missing}")
    final = [name for name in workload.final if not _missing(METRICS[name])]
    return Evaluator(
        metrics=workload.metrics,
        final=tuple(dict.fromkeys((*workload.metrics, *final))),
        samples={"validation": samples, "test": final_samples or samples},
        real=Real(dataset),
        perfect=full,
    )


def unavailable_metrics(workload: Workload) -> Iterator[str]:
    """Yields which of a workload's final metrics cannot be measured on this machine, and why."""
    reasons: dict[str, list[str]] = {}
    for name in workload.final:
        missing = _missing(METRICS[name])
        if missing:
            reasons.setdefault(missing, []).append(name)
    for reason, names in reasons.items():
        yield f"Left out: {', '.join(names)}. {reason}"


@dataclass(frozen=True, eq=False)
class Evaluator:
    """Measures samples of one workload.

    Attributes:
        metrics: What is measured on the validation split, the primary metric first.
        final: What is measured on the test split, beginning with `metrics`.
        samples: How many generated and, where the split has them, real samples each split takes.
        real: Features and statistics of the real samples.
        perfect: The data whose training samples stand for a perfect generator: all training
            samples, also where the trial trains on a part of them.
    """

    metrics: tuple[str, ...]
    final: tuple[str, ...]
    samples: Mapping[Split, int]
    real: Real
    perfect: Dataset

    @property
    def dataset(self) -> Dataset:
        """The data set."""
        return self.real.dataset

    def names(self, split: Split) -> tuple[str, ...]:
        """Returns what is measured against a split, without the number of samples."""
        return self.metrics if split == "validation" else self.final

    def improves(self, row: Mapping[str, float], best: Mapping[str, float] | None) -> bool:
        """Tells whether an evaluation on the validation split is better by the primary metric.

        Args:
            row: The evaluation, as `measure` returns it.
            best: The best evaluation so far; `None` for the first one, which is always better.
        """
        primary = METRICS[self.metrics[0]]
        column = sized(primary.name, self.samples["validation"])
        return best is None or primary.better(row[column], best[column])

    @torch.no_grad()
    def measure(self, samples: Tensor, split: Split) -> dict[str, float]:
        """Returns every metric of samples [n, *shape], n at least 2, against the split.

        Each is named with n: `fid-fashion@5000`. Features are extracted once for all metrics.
        Samples that are not finite, or whose features are not, score NaN in every metric.

        Raises:
            MeasurementError: The samples have another shape than the data, or are fewer than two.
        """
        if samples.shape[1:] != self.dataset.shape or len(samples) < 2:
            raise MeasurementError(
                f"Expected at least 2 samples of shape {self.dataset.shape}, "
                f"found {tuple(samples.shape)}."
            )
        values = dict.fromkeys(self.names(split), math.nan)
        if torch.isfinite(samples).all():
            values |= self._values(values, samples, split)
        return {sized(name, len(samples)): value for name, value in values.items()}

    def features(self) -> dict[str, str]:
        """Returns the extractors in use, with the SHA-256 of their weights."""
        used = [_extractor(METRICS[name], self.dataset) for name in self.final]
        return {name: identity(name) for name in dict.fromkeys(used) if name}

    def reference(self, split: Split, draws: int = 5) -> dict[str, float]:
        """Returns what a perfect generator scores against a split: the best that can be expected.

        The mean over `draws` sets of training samples, as many as are generated; all are
        independent of the split, and none occurs twice in a set. A small data set gives a smaller
        set, all that it has, and the names say how many these are. Metrics that compare with the
        training set are NaN: the samples are from it.
        """
        n = self.samples[split]
        first = self.perfect.train_reference(n)
        sets = (
            1 if len(first) == self.perfect.sizes["train"] else draws
        )  # all there are are one set
        known = {name: METRICS[name] for name in self.names(split)}
        metrics = {name: metric for name, metric in known.items() if not metric.knows_training}

        def make() -> dict[str, float]:
            others = (self.perfect.train_reference(n, draw) for draw in range(1, sets))
            with torch.no_grad():
                rows = [self._values(metrics, samples, split) for samples in (first, *others)]
            return {name: float(np.mean([row[name] for row in rows])) for name in metrics}

        what = {"perfect": self.perfect.content, "split": split, "n": n, "draws": sets}
        found = self.real.cached_numbers(what, metrics, make) if metrics else {}
        return {sized(name, len(first)): found.get(name, math.nan) for name in known}

    def _values(self, names: Iterable[str], samples: Tensor, split: Split) -> dict[str, float]:
        metrics = [METRICS[name] for name in names]
        used = dict.fromkeys(_extractor(metric, self.dataset) for metric in metrics)
        extractions = {extractor: self.real.extract_from(samples, extractor) for extractor in used}
        arrays = [array for each in extractions.values() for array in each if array is not None]
        if not all(np.isfinite(array).all() for array in arrays):
            return {metric.name: math.nan for metric in metrics}
        results: dict[tuple[object, ...], Any] = {}
        values = {}
        for metric in metrics:
            extractor = _extractor(metric, self.dataset)
            shared = (metric.compute, metric.prepare, metric.compared_with, extractor)
            if shared not in results:
                results[shared] = metric.compute(
                    *self._arguments(metric, extractions[extractor], extractor, split)
                )
            result = results[shared]
            values[metric.name] = float(getattr(result, metric.part) if metric.part else result)
        return values

    def _arguments(
        self, metric: Metric, extraction: Extraction, extractor: str | None, split: Split
    ) -> Iterable[Any]:
        match metric.needs:
            case "density":
                return extraction.features, self.dataset.density
            case "probabilities":
                return (extraction.probabilities,)
            case "alone":
                return (extraction.features,)
            case "labelled":
                return extraction.features, extraction.probabilities
        others: SplitName = "train" if metric.compared_with == "training" else split
        real = self.real.statistics(metric, extractor, others, self.samples[split])
        return extraction.features, real


def _extractor(metric: Metric, dataset: Dataset) -> str | None:
    """Returns the extractor that a metric uses: its own, or the data set's classifier."""
    return metric.features or dataset.classifier


def _missing(metric: Metric) -> str | None:
    """Returns why a metric's extractor is not available; `None` if it is."""
    return EXTRACTORS[metric.features].missing() if metric.features else None


def _require_suitable_data(workload: Workload, dataset: Dataset) -> None:
    """Refuses data that the networks are not made for, or of which hardly any are held out.

    Raises:
        DataError: They are of another shape, or a split has fewer than three samples.
    """
    if dataset.shape != tuple(workload.shape):
        raise DataError(
            f"The networks of this workload are made for samples of shape {workload.shape}, and "
            f"the data set '{workload.dataset}' has {dataset.shape}. Choose parameters of the data "
            "set, such as `size`, that give this shape, or another workload to extend."
        )
    for name, size in dataset.sizes.items():
        if name != "train" and size is not None and size < MIN_SAMPLES:
            raise DataError(
                f"The data set '{workload.dataset}' has a {name} split of {size}, expected at "
                f"least {MIN_SAMPLES}: no metric can be measured on so few. Add samples."
            )


def _require_metrics_of_players(workload: Workload) -> None:
    """Refuses metrics of samples for a game whose players are measured.

    Raises:
        MeasurementError: There are such metrics.
    """
    for name in (*workload.metrics, *workload.final):
        if METRICS[name].needs != "players":
            raise MeasurementError(
                f"The metric '{name}' does not suit a game whose equilibrium is known: its players "
                "are measured, and not samples. Measure distance."
            )


def _require_suitable_metric(metric: Metric, dataset: Dataset, name: str) -> None:
    """Refuses a metric that does not suit the data.

    Raises:
        MeasurementError: It looks at what the data set has not.
    """
    if metric.needs == "players":
        raise MeasurementError(
            f"The metric '{metric.name}' does not suit the data set '{name}': it needs a workload "
            "whose game has a known equilibrium, such as bilinear."
        )
    images = len(dataset.shape) == 3
    if metric.needs in ("density", "points"):
        suits = not images and (metric.needs == "points" or dataset.density is not None)
        needed = "points in the plane" if metric.needs == "points" else "a known density"
    else:
        extractor = _extractor(metric, dataset)
        shape = EXTRACTORS[extractor].shape if extractor else None
        suits = images and extractor is not None and shape in (None, dataset.shape)
        needed = f"images of shape {shape}" if shape else "images"
        if images and extractor is None:
            needed = "a classifier that knows the classes of the data"
        if metric.knows_training and dataset.sizes["train"] is None:
            suits, needed = False, "a fixed training set"
    if not suits:
        raise MeasurementError(
            f"The metric '{metric.name}' does not suit the data set '{name}': it needs {needed}, "
            f"whose samples are of shape {dataset.shape}. `ganbench list metrics` shows the others."
        )
