import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from ganbench.datasets import load
from ganbench.datasets.dataset import FiniteDataset
from ganbench.errors import GanbenchError
from ganbench.evaluation.evaluator import Evaluator, evaluator
from ganbench.features import inception
from ganbench.workloads import WORKLOADS

RING = evaluator(WORKLOADS["ring8"], 2500)
DIGITS = evaluator(WORKLOADS["digits"], 2500)


@pytest.mark.parametrize("measured", [RING, DIGITS])
def test_a_perfect_generator_scores_the_reference(measured: Evaluator) -> None:
    reference = measured.reference("test")
    assert tuple(reference) == measured.metrics
    perfect = measured.dataset.train_reference(2500, seed=99)
    assert measured.measure(perfect, "test") == pytest.approx(reference, rel=0.5, abs=0.02)


def test_the_reference_of_the_ring() -> None:
    reference = RING.reference("validation")
    assert reference["modes"] == 8
    assert reference["high-quality"] == pytest.approx(1 - math.exp(-4.5), abs=0.003)
    assert 0 < reference["reverse-kl"] < 0.004
    assert 0 < reference["sliced-w2"] < 0.25


def test_a_collapsed_generator_is_seen() -> None:
    one_mode = torch.tensor([[2.0, 0.0]]).repeat(500, 1)
    found = RING.measure(one_mode, "test")
    assert found["modes"] == 1
    assert found["reverse-kl"] == pytest.approx(math.log(8))
    assert found["sliced-w2"] > 1
    one_digit = DIGITS.dataset.train_reference(1).repeat(500, 1, 1, 1)
    found = DIGITS.measure(one_digit, "test")
    assert found["classes"] == 1
    assert found["score-digits"] == pytest.approx(1)
    assert found["kid-digits"] > 0.3


@pytest.mark.parametrize("measured", [RING, DIGITS])
@pytest.mark.parametrize("value", [math.nan, math.inf, 3e38])
def test_samples_that_are_not_finite_score_nan(measured: Evaluator, value: float) -> None:
    samples = measured.dataset.train_reference(100).clone()
    samples[3] = value
    found = measured.measure(samples, "validation")
    assert tuple(found) == measured.metrics
    if not math.isfinite(value):
        assert all(math.isnan(number) for number in found.values())


def test_samples_of_another_shape_are_an_error() -> None:
    with pytest.raises(ValueError, match="found \\(10, 3\\)"):
        RING.measure(torch.zeros(10, 3), "test")


def test_splits_differ_and_measuring_again_does_not() -> None:
    samples = RING.dataset.train_reference(500)
    first = RING.measure(samples, "test")
    assert RING.measure(samples, "test") == first
    assert RING.measure(samples, "validation")["sliced-w2"] != first["sliced-w2"]


def test_measuring_draws_nothing_from_the_global_stream() -> None:
    before = torch.get_rng_state()
    evaluator(WORKLOADS["digits"], 200).reference("test", draws=1)
    assert torch.equal(torch.get_rng_state(), before)


@dataclass(frozen=True, eq=False)
class Counting(FiniteDataset):
    asked: list[str] | None = None

    def split(self, name: Any, n: int, seed: int = 0) -> Tensor:
        assert self.asked is not None
        self.asked.append(name)
        return super().split(name, n, seed)


def test_the_real_side_is_computed_once() -> None:
    real = load("digits", {})
    assert isinstance(real, FiniteDataset)
    asked: list[str] = []
    counting = Counting(real.train, held_out=real.held_out, features="digits", asked=asked)
    measured = Evaluator(("kid-digits",), 100, counting)
    for _ in range(3):
        measured.measure(real.train[:100], "test")
    assert asked == ["test"]


@pytest.mark.parametrize(
    ("workload", "metric"),
    [("ring8", "kid-digits"), ("digits", "modes"), ("digits", "kid-fashion"), ("digits", "fid")],
)
def test_a_metric_that_does_not_suit_the_data_is_told(workload: str, metric: str) -> None:
    wrong = replace(WORKLOADS[workload], metrics=(metric,))
    with pytest.raises(GanbenchError, match=f"'{metric}' does not suit"):
        evaluator(wrong, 100)


def test_inception_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    images = DIGITS.dataset.train_reference(20)
    monkeypatch.setattr(inception, "weights", lambda: None)
    assert DIGITS.inception(images) == {}
    monkeypatch.setattr(inception, "weights", lambda: Path("weights.pth"))
    monkeypatch.setattr(inception, "measure", lambda *_: {"fid": 1.0, "kid": 0.0, "is": 2.0})
    assert RING.inception(RING.dataset.train_reference(20)) == {}
    assert DIGITS.inception(images)["fid"] == 1.0
    assert all(map(math.isnan, DIGITS.inception(images * math.nan).values()))
