"""What no metric takes: each says which metric it is, what it expected and what it found."""

from typing import Any

import numpy as np
import pytest

from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.metrics import METRICS, Metric
from ganbench.metrics.expected import expect_probabilities, expect_samples

RING = GaussianMixture.ring(modes=8, radius=2, sigma=0.02)
REAL = np.random.default_rng(0).normal(size=(40, 2))
TOGETHER = ("precision", "recall", "density", "coverage")
NAMES = {"fid": "frechet", "fid-train": "frechet"}  # one function serves several
NAMES |= {"is": "score", "kid-error": "kid"}
NAMES["within-class-vendi"] = "within-class diversity"
NAMES |= dict.fromkeys(TOGETHER, "precision, recall, density and coverage")


def measured(metric: Metric, samples: np.ndarray) -> object:
    match metric.needs:
        case "probabilities" | "alone":
            return metric.compute(samples)
        case "labelled":
            return metric.compute(samples, samples)
        case "density":
            return metric.compute(samples, RING)
        case "training":
            return metric.compute(samples, metric.prepare(REAL, REAL))
    return metric.compute(samples, metric.prepare(REAL))


def good(metric: Metric) -> np.ndarray:
    half = np.full((40, 2), 0.5)
    return half if metric.needs in ("probabilities", "labelled") else REAL.copy()


def refused(name: str, samples: np.ndarray) -> str:
    metric = METRICS[name]
    measured(metric, good(metric))
    with pytest.raises(ValueError, match="expected") as caught:
        measured(metric, samples)
    named, _, told = str(caught.value).partition(": ")
    own = name.removesuffix("-digits").removesuffix("-fashion")
    assert named == NAMES.get(own, own)
    assert told.endswith(".")
    return told


OF_SAMPLES = [name for name in METRICS if METRICS[name].needs != "players"]


@pytest.mark.parametrize("name", OF_SAMPLES)
def test_no_metric_takes_a_nan_an_infinity_or_nothing(name: str) -> None:
    samples = good(METRICS[name])
    assert "found 0. " in refused(name, samples[:0])
    assert "of shape (40,)" in refused(name, samples[:, 0])
    samples[3, 0], samples[5, 1], samples[5, 0] = np.nan, np.inf, -np.inf
    assert "found NaN or infinity in 2 of 40 samples" in refused(name, samples)


@pytest.mark.parametrize(
    "name", [name for name in METRICS if METRICS[name].needs in ("points", "features")]
)
def test_no_metric_takes_real_samples_with_a_nan(name: str) -> None:
    metric, real = METRICS[name], REAL.copy()
    real[7] = np.nan
    with pytest.raises(ValueError, match=r"^[a-z0-9 ,-]+: .* in 1 of 40 samples"):
        metric.compute(REAL, metric.prepare(real))


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in METRICS
        if METRICS[name].needs in ("density", "points", "features", "training")
    ],
)
def test_both_sides_have_one_width(name: str) -> None:
    assert "of 2 numbers, found samples of 3" in refused(name, np.ones((40, 3)))


@pytest.mark.parametrize(
    "name", [name for name in METRICS if METRICS[name].needs == "probabilities"]
)
def test_logits_are_no_probabilities(name: str) -> None:
    full = METRICS[name].compute is not METRICS["is"].compute  # which takes splits of four
    assert f"in {40 if full else 4} of" in refused(name, np.full((40, 2), 1.5))
    one = np.full((40, 2), 0.5)
    one[3] = 1.5, -0.5
    assert f"in 1 of {40 if full else 4} rows" in refused(name, one)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("w2", 1),
        ("frechet", 2),
        ("kid-digits", 3),
        ("energy", 2),
        ("recall-digits", 4),
        ("fid-infinity-digits", 20),
    ],
)
def test_too_few_samples_are_told_with_how_many_it_takes(name: str, least: int) -> None:
    word = "sample" if least == 1 else "samples"
    assert f"expected at least {least} {word}, found {least - 1}. " in refused(
        name, REAL[: least - 1]
    )


@pytest.mark.parametrize(("name", "least"), [("precision-digits", 6), ("kid-digits", 3)])
def test_too_few_real_samples_are_told_with_how_many_it_takes(name: str, least: int) -> None:
    prepare: Any = METRICS[name].prepare
    with pytest.raises(ValueError, match=f"at least {least} samples, found {least - 1}"):
        prepare(REAL[: least - 1])


def test_the_whole_sentence() -> None:
    with pytest.raises(ValueError, match="kid") as caught:
        expect_samples("kid", REAL[:1], least=2)
    assert str(caught.value) == "kid: expected at least 2 samples, found 1. Measure more."


@pytest.mark.parametrize("off", [-0.3, -2e-4, 2e-4, 0.3])
def test_probabilities_are_one_in_sum_but_for_rounding(off: float) -> None:
    rows = np.array([[0.4, 0.6], [0.4, 0.6 + off]])
    with pytest.raises(ValueError, match="found others in 1 of 2 rows"):
        expect_probabilities("score", rows)
    expect_probabilities("score", np.array([[0.4, 0.6 + off / 1e4]]))


def test_what_is_good_passes() -> None:
    expect_samples("kid", REAL, least=40, width=2)
    expect_probabilities("score", np.array([[0.0, 1.0], [0.3, 0.7 + 1e-7]]))


def test_float32_is_refused_as_its_sums_lose_digits() -> None:
    with pytest.raises(ValueError, match="frechet: expected float64, found float32"):
        METRICS["frechet"].prepare(np.ones((5, 2), np.float32))
