"""Faults of known size in samples of a known mixture: each metric ranks those that it must see."""

from collections.abc import Callable

import numpy as np
import pytest

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics import METRICS, Metric

RING = GaussianMixture.ring(modes=8, radius=2, sigma=0.02)
N = 600
SEVERITIES = (0.0, 0.3, 0.9)


def drawn(seed: int, modes: int = 8) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centers = np.asarray(RING.centers)[np.arange(N) % modes]
    return centers + RING.sigma * rng.normal(size=(N, 2))


def collapse(severity: float) -> np.ndarray:
    """Modes beside each other go missing."""
    return drawn(0, modes=8 - round(7 * severity))


def blur(severity: float) -> np.ndarray:
    """That share of the samples are means of two: they lie between the modes."""
    real = drawn(0)
    means = (real + np.random.default_rng(1).permutation(real)) / 2
    return np.where(np.arange(N)[:, None] < severity * N, means, real)


def noise(severity: float) -> np.ndarray:
    """Each sample is shaken."""
    return drawn(0) + severity * np.random.default_rng(1).normal(size=(N, 2))


def shrink(severity: float) -> np.ndarray:
    """Every mode is narrower."""
    centers = np.asarray(RING.centers)[np.arange(N) % 8]
    return centers + (1 - severity) * (drawn(0) - centers)


def probabilities(points: np.ndarray) -> np.ndarray:
    """A classifier that knows the mixture, and is unsure between modes."""
    squares = RING.squared_distances(points) * RING.sigma**2
    weights = np.exp(-2 * (squares - squares.min(axis=1, keepdims=True)))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def measured(metric: Metric, points: np.ndarray) -> float:
    result = compared(metric, points)
    return float(getattr(result, metric.part) if metric.part else result)


def compared(metric: Metric, points: np.ndarray) -> object:
    match metric.needs:
        case "probabilities":
            return metric.compute(probabilities(points))
        case "alone":
            return metric.compute(points)
        case "labelled":
            return metric.compute(points, probabilities(points))
        case "density":
            return metric.compute(points, RING)
        case "training":
            return metric.compute(points, metric.prepare(drawn(99), drawn(98)))
    return metric.compute(points, metric.prepare(drawn(99)))


SEEN: dict[Callable[[float], np.ndarray], str] = {
    collapse: "sliced-w2 w2 energy frechet fid-digits fid-infinity-digits kid-digits recall-digits "
    "mode-recall coverage-digits modes reverse-kl forward-kl jensen-shannon classes classes-seen "
    "class-kl score-digits fid-train-digits",
    blur: "sliced-w2 w2 energy frechet fid-digits fid-infinity-digits kid-digits precision-digits "
    "density-digits coverage-digits high-quality forward-kl jensen-shannon score-digits "
    "fid-train-digits",
    noise: "sliced-w2 w2 energy frechet fid-digits fid-infinity-digits kid-digits precision-digits "
    "density-digits coverage-digits high-quality forward-kl jensen-shannon score-digits "
    "fid-train-digits",
    shrink: "mode-spread",
}


@pytest.mark.parametrize(
    ("fault", "name"), [(fault, name) for fault, names in SEEN.items() for name in names.split()]
)
def test_more_of_a_fault_is_worse(fault: Callable[[float], np.ndarray], name: str) -> None:
    metric = METRICS[name]
    none, mild, severe = (measured(metric, fault(severity)) for severity in SEVERITIES)
    assert metric.better(none, mild)
    assert metric.better(mild, severe)


@pytest.mark.parametrize("name", ["precision-digits", "high-quality"])
def test_what_looks_at_single_samples_does_not_see_a_collapse(name: str) -> None:
    metric = METRICS[name]
    found = [measured(metric, collapse(severity)) for severity in SEVERITIES]
    assert found == pytest.approx([found[0]] * 3, abs=0.03)


OF_DIVERSITY = {"kid-error", "is", "vendi", "within-class-vendi", "memorisation", "distance"}
"""Say how sure a value is, need splits, are not worse for noise, or see no samples: tested by
themselves."""


def test_every_metric_has_a_fault_that_it_sees() -> None:
    seen = {name.removesuffix("-digits") for names in SEEN.values() for name in names.split()}
    assert seen == set(METRICS) - OF_DIVERSITY
