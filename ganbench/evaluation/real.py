"""Features and statistics of real samples, computed once for all metrics."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import torch
from torch import Tensor

from ganbench.datasets.dataset import Dataset, SplitName
from ganbench.evaluation.cache import Arrays, Cache
from ganbench.features import Extraction, extract, fingerprint
from ganbench.metrics import Metric
from ganbench.version import __version__


@dataclass(frozen=True, eq=False)
class Real:
    """Features and statistics of a data set's real samples.

    They are kept in memory, and on disk where features are extracted: under a hash of the data's
    content, the extractor's weights and source, the number of samples and our own source.

    Attributes:
        dataset: The data.
        cache: The place on disk.
    """

    dataset: Dataset
    cache: Cache = field(default_factory=Cache.of_user)
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    def extract_from(self, samples: Tensor, extractor: str | None) -> Extraction:
        """Returns the features [n, d] of samples [n, *shape], or the points in the plane.

        Values beyond the data's range are clipped, as they are when a picture is saved.
        """
        if extractor is None:
            return Extraction(samples.cpu().double().numpy(), None)
        low, high = self.dataset.range
        images = samples.float().clamp(low, high)
        if (low, high) != (-1, 1):
            images = (images - low) * (2 / (high - low)) - 1
        return extract(extractor, images)

    def real_features(self, extractor: str | None, split: SplitName, n: int) -> Extraction:
        """Returns the features [n, d] of real samples, or the points in the plane.

        Args:
            extractor: The extractor of the features; `None` for points in the plane.
            split: The split; "train" for all training samples.
            n: How many held-out samples at most.
        """
        n = self._number(split, n)

        def make() -> Extraction:
            samples = (
                self.dataset.train_reference(n)
                if split == "train"
                else self.dataset.split(split, n)
            )
            return self.extract_from(samples, extractor)

        def arrays() -> Arrays:
            return {k: v for k, v in make()._asdict().items() if v is not None}

        key = (extractor, split, n)
        if key not in self._known:
            if extractor is None:
                self._known[key] = make()
            else:
                cached = self.cache.get(self._key(extractor, split, n), arrays)
                self._known[key] = Extraction(cached["features"], cached.get("probabilities"))
        found: Extraction = self._known[key]
        return found

    def statistics(self, metric: Metric, extractor: str | None, split: SplitName, n: int) -> Any:
        """Returns what a metric's `compute` takes of real samples.

        Args:
            metric: The metric, whose `prepare` makes it.
            extractor: The extractor of the features; `None` for points in the plane.
            split: The split of the real samples; "train" for all training samples.
            n: How many held-out samples at most.
        """
        n = self._number(split, n)
        key = (metric.prepare, metric.needs, extractor, split, n)
        if key not in self._known:
            self._known[key] = self._prepared(metric, extractor, split, n)
        return self._known[key]

    def _number(self, split: SplitName, n: int) -> int:
        """How many samples are asked for: those to train on are always all."""
        return (self.dataset.sizes["train"] or 0) if split == "train" else n

    def _prepared(self, metric: Metric, extractor: str | None, split: SplitName, n: int) -> Any:
        features = self.real_features(extractor, split, n).features
        sides = [features]
        if metric.needs == "training":
            sides.append(self.real_features(extractor, "train", n).features)
        kind: Any = get_type_hints(metric.prepare).get("return")
        if extractor is None or not _storable(kind):
            return metric.prepare(*sides)

        def arrays() -> Arrays:
            fields = metric.prepare(*sides)._asdict()
            return {k: np.asarray(v) for k, v in fields.items() if v is not features}

        key = self._key(extractor, split, n) | {"statistics": _source(metric.prepare)}
        found = self.cache.get(key, arrays)
        fields = {name: found.get(name, features) for name in kind._fields}
        return kind(**{k: v if v.ndim else v.item() for k, v in fields.items()})

    def cached_numbers(
        self, what: Mapping[str, Any], metrics: Mapping[str, Metric], make: Callable[[], Any]
    ) -> dict[str, float]:
        """Returns the values that `make` computes by `metrics`, by name; they are cached.

        Args:
            what: JSON values that differ for other values of the same data and metrics.
            metrics: The metrics by name.
            make: Computes the values.
        """
        used = {metric.features or self.dataset.classifier for metric in metrics.values()}
        key = {
            "content": self.dataset.content,
            "metrics": {
                name: [_source(metric.compute), _source(metric.prepare)]
                for name, metric in metrics.items()
            },
            "extractors": {name: fingerprint(name) for name in sorted(filter(None, used))},
            "code": _code(),
            "numbers": dict(what),
        }
        found = self.cache.get(key, lambda: {k: np.asarray(v) for k, v in make().items()})
        return {name: float(found[name]) for name in metrics}

    def _key(self, extractor: str, split: str, n: int) -> dict[str, Any]:
        return {
            "content": self.dataset.content,
            "extractor": fingerprint(extractor),
            "split": split,
            "n": n,
            "code": _code(),
        }


@lru_cache(maxsize=1)
def _code() -> str:
    """The versions, and a hash of the sources that make samples, features and statistics."""
    package = Path(__file__).parents[1]
    folders = ("datasets", "evaluation", "features", "metrics")
    sources = [path for folder in folders for path in sorted(package.glob(f"{folder}/*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
    return f"{__version__}/{torch.__version__}/{digest.hexdigest()}"


@cache
def _source(function: Callable[..., Any]) -> str:
    """A function's name, and a hash of the file that it stands in: a plugin's may change."""
    file = inspect.getsourcefile(inspect.unwrap(function))
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest() if file else ""
    return f"{function.__module__}.{function.__qualname__}/{digest}"


def _storable(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")
