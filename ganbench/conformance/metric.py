"""Checks of a metric: finite, repeatable, and able to tell data from noise."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject
from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset, Split
from ganbench.evaluation.cache import Cache
from ganbench.evaluation.evaluator import Evaluator
from ganbench.evaluation.real import Real
from ganbench.features import EXTRACTORS
from ganbench.metrics import METRICS, Metric
from ganbench.workloads import WORKLOADS

SAMPLES = 500
_DATA = {"fashion": "fashion-mnist", "efflite0": "patches", "stacked-digits": "stacked-digits"}
"""A workload whose features a metric takes, where it is not `digits`."""


def check_values(subject: Subject) -> Verdict:
    """It is finite for real samples against real ones, and the same every time."""
    data = _data(subject.thing)
    if isinstance(data, str):
        return info(data)
    real = data.train_reference(SAMPLES)
    first, again = (_measure(subject, data, real) for _ in range(2))
    if not math.isfinite(first):
        return failed(
            f"real samples score {first} against real samples",
            "Guard quotients, roots and logarithms of what may be 0.",
        )
    if first != again:
        return failed(
            f"the same samples score {first!r}, then {again!r}",
            "Let `compute` and `prepare` be pure functions; fix directions or subsets, if any.",
        )
    return passed(f"real samples score {first:.4g}")


def check_noise(subject: Subject) -> Verdict:
    """Real samples score no worse than noise of their range, and better than it or than a copy.

    What counts classes may find all of them in noise; then it has to see a set of copies of one
    sample.
    """
    if subject.thing.needs in ("alone", "labelled", "training"):
        return info("says how different samples are from one another or from the training set")
    data = _data(subject.thing)
    if isinstance(data, str):
        return info(data)
    real = data.train_reference(SAMPLES)
    sets = (real, _noise(real), real[:1].expand_as(real))
    best, noise, copies = (_measure(subject, data, samples) for samples in sets)
    scores = f"real samples score {best:.4g}, noise {noise:.4g}, copies of one sample {copies:.4g}"
    better = subject.thing.better
    if better(noise, best) or not (better(best, noise) or better(best, copies)):
        return failed(
            f"{scores}; {subject.thing.direction} is said to be better",
            "Mend the sign or `direction`, or what is compared with what.",
        )
    return passed(scores)


def _data(metric: Metric) -> Dataset | str:
    """Real samples that suit the metric, or why there are none."""
    if metric.needs == "players":
        return "measures the players of a game, and no samples"
    metric = _with_local_features(metric)
    on_points = metric.needs in ("density", "points")
    name = "ring8" if on_points else _DATA.get(metric.features or "digits", "digits")
    missing = EXTRACTORS[metric.features].missing() if metric.features else None
    if missing:
        return missing
    workload = WORKLOADS[name]
    data = load(workload.dataset, dict(workload.parameters))
    shape = EXTRACTORS[metric.features].shape if metric.features else None
    if shape not in (None, data.shape):
        return f"no data at hand suit the extractor '{metric.features}'"
    return data


def _measure(subject: Subject, data: Dataset, samples: Tensor) -> float:
    names = (_with_local_features(subject.thing).name,)
    sizes: dict[Split, int] = {"validation": SAMPLES, "test": SAMPLES}
    with TemporaryDirectory() as folder:  # a metric that is being written changes all the time
        real = Real(data, Cache(Path(folder)))
        [value] = Evaluator(names, names, sizes, real, data).measure(samples, "test").values()
    return value


def _with_local_features(metric: Metric) -> Metric:
    """The metric on features that come with ganbench, where it can have other than Inception's."""
    if metric.features == "inception" and metric.elsewhere:
        return METRICS[f"{metric.name}-digits"]
    return metric


def _noise(real: Tensor) -> Tensor:
    """Uniform in a box that holds the data and, for a shift to be seen, lies beside its middle."""
    low, high = real.min(), real.max()
    generator = torch.Generator().manual_seed(0)
    uniform = torch.rand(real.shape, generator=generator)
    return low + (high - low) * (0.25 + uniform) if real.ndim == 2 else low + (high - low) * uniform
