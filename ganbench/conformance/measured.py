"""Checks of a metric: finite, repeatable, and able to tell data from noise."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject
from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.evaluation.evaluator import Evaluator
from ganbench.metrics import Metric
from ganbench.workloads import WORKLOADS

SAMPLES = 500
_DATA = {"digits": "digits", "fashion": "fashion-mnist"}
"""A workload whose features a metric takes."""


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
    """Real samples score better than noise of the same range."""
    data = _data(subject.thing)
    if isinstance(data, str):
        return info(data)
    real = data.train_reference(SAMPLES)
    scores = [_measure(subject, data, samples) for samples in (real, _noise(real))]
    told = f"real samples score {scores[0]:.4g}, noise {scores[1]:.4g}"
    if not subject.thing.better(*scores):
        return failed(
            f"{told}; {subject.thing.direction} is said to be better",
            "Mend the sign or `direction`, or what is compared with what.",
        )
    return passed(told)


def _data(metric: Metric) -> Dataset | str:
    """Real samples that suit the metric, or why there are none."""
    if metric.features == "inception":
        return "needs Inception's weights, and is measured by torch-fidelity"
    on_points = metric.needs in ("density", "points")
    name = "ring8" if on_points else _DATA.get(metric.features or "digits")
    if name is None:
        return f"there is no workload with the features '{metric.features}'"
    workload = WORKLOADS[name]
    return load(workload.dataset, dict(workload.parameters))


def _measure(subject: Subject, data: Dataset, samples: Tensor) -> float:
    return Evaluator((subject.name,), SAMPLES, data).measure(samples, "test")[subject.name]


def _noise(real: Tensor) -> Tensor:
    """Uniform in a box that holds the data and, for a shift to be seen, lies beside its middle."""
    low, high = real.min(), real.max()
    generator = torch.Generator().manual_seed(0)
    uniform = torch.rand(real.shape, generator=generator)
    return low + (high - low) * (0.25 + uniform) if real.ndim == 2 else low + (high - low) * uniform
