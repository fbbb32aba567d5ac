import math
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
import torch
from PIL import Image
from torch import Tensor

from ganbench.datasets import load
from ganbench.datasets.finite import FiniteDataset
from ganbench.errors import GanbenchError
from ganbench.evaluation.cache import Cache
from ganbench.evaluation.evaluator import Evaluator, evaluator, unavailable_metrics
from ganbench.evaluation.real import Real
from ganbench.metrics import METRICS
from ganbench.metrics.frechet import frechet, moments
from ganbench.metrics.overlap import overlap
from ganbench.metrics.sized import sized, unsized
from ganbench.workloads import WORKLOADS

RING8 = replace(
    WORKLOADS["ring8"], metrics=("sliced-w2", "modes", "high-quality", "reverse-kl"), final=()
)
RING = evaluator(RING8, 2500)
DIGITS = evaluator(WORKLOADS["digits"], 2500)


def plainly(values):
    """Without the number of samples."""
    return {unsized(name): value for name, value in values.items()}


@pytest.mark.parametrize("measured", [RING, DIGITS])
def test_a_perfect_generator_scores_the_reference(measured: Evaluator) -> None:
    reference = measured.reference("test")
    n = 1000 if measured is DIGITS else 2500  # all that there are
    assert tuple(reference) == tuple(sized(name, n) for name in measured.metrics)
    perfect = measured.dataset.train_reference(2500, seed=99)
    found = measured.measure(perfect, "test")
    assert list(found.values()) == pytest.approx(list(reference.values()), rel=0.5, abs=0.02)


def test_the_reference_of_the_ring() -> None:
    reference = plainly(RING.reference("validation"))
    assert reference["modes"] == 8
    assert reference["high-quality"] == pytest.approx(1 - math.exp(-4.5), abs=0.003)
    assert 0 < reference["reverse-kl"] < 0.004
    assert 0 < reference["sliced-w2"] < 0.25


def test_a_collapsed_generator_is_seen() -> None:
    one_mode = torch.tensor([[2.0, 0.0]]).repeat(500, 1)
    found = plainly(RING.measure(one_mode, "test"))
    assert found["modes"] == 1
    assert found["reverse-kl"] == pytest.approx(math.log(8))
    assert found["sliced-w2"] > 1
    one_digit = DIGITS.dataset.train_reference(1).repeat(500, 1, 1, 1)
    found = plainly(DIGITS.measure(one_digit, "test"))
    assert found["classes"] == 1
    assert found["score-digits"] == pytest.approx(1)
    assert found["kid-digits"] > 0.3


@pytest.mark.parametrize("measured", [RING, DIGITS])
@pytest.mark.parametrize("value", [math.nan, math.inf, 3e38])
def test_samples_that_are_not_finite_score_nan(measured: Evaluator, value: float) -> None:
    samples = measured.dataset.train_reference(100).clone()
    samples[3] = value
    found = measured.measure(samples, "validation")
    assert tuple(found) == tuple(sized(name, 100) for name in measured.metrics)
    if not math.isfinite(value):
        assert all(math.isnan(number) for number in found.values())


def test_samples_of_another_shape_are_an_error() -> None:
    with pytest.raises(ValueError, match="found \\(10, 3\\)"):
        RING.measure(torch.zeros(10, 3), "test")


def test_splits_differ_and_measuring_again_does_not() -> None:
    samples = RING.dataset.train_reference(500)
    first = RING.measure(samples, "test")
    assert RING.measure(samples, "test") == first
    name = "sliced-w2@500"
    assert RING.measure(samples, "validation")[name] != first[name]


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


@pytest.fixture
def counting(tmp_path):
    """An evaluator of digits that notes how often held-out samples are asked for."""
    real = load("digits", {})
    assert isinstance(real, FiniteDataset)

    def make(*metrics, cache=tmp_path):
        asked: list[str] = []
        parts = {field.name: getattr(real, field.name) for field in fields(real)}
        data = Counting(**parts, asked=asked)
        sizes = {"validation": 100, "test": 100}
        return Evaluator(metrics, metrics, sizes, Real(data, Cache(cache)), data), asked

    return make


def test_the_real_side_is_computed_once(counting) -> None:
    measured, asked = counting("kid-digits", "fid-digits", "precision-digits", "coverage-digits")
    samples = measured.dataset.train_reference(100)
    first = measured.measure(samples, "test")
    for _ in range(3):
        assert measured.measure(samples, "test") == first
    measured.reference("test")
    assert asked == ["test"]  # a perfect generator's samples are others


def test_a_reference_is_the_mean_of_several_draws() -> None:
    one, three = (RING.reference("test", draws=n)["sliced-w2@2500"] for n in (1, 3))
    assert one != three


def test_a_game_of_few_samples_has_the_perfect_generator_of_all() -> None:
    few = evaluator(replace(WORKLOADS["digits"], train_size=100), 2500)
    assert few.dataset.sizes["train"] == 100
    # sums of float64 depend on where in memory their numbers lie
    assert few.reference("test") == pytest.approx(DIGITS.reference("test"), rel=1e-9)


def test_another_process_finds_it_on_disk_with_the_same_bits(counting) -> None:
    names = ("kid-digits", "fid-digits", "recall-digits", "classes")
    first, _ = counting(*names)
    samples = first.dataset.train_reference(100)
    found = first.measure(samples, "test"), first.reference("test", draws=2)
    second, asked = counting(*names)
    assert (second.measure(samples, "test"), second.reference("test", draws=2)) == found
    assert asked == []


def test_what_was_kept_of_other_data_is_not_taken(counting, tmp_path) -> None:
    whole, _ = counting("kid-digits")
    samples = whole.dataset.train_reference(100)
    first = whole.measure(samples, "test")
    few = load("digits", {}, train_size=300)
    assert isinstance(few, FiniteDataset)
    turned = replace(few, held_out={name: part.flip(-1) for name, part in few.held_out.items()})
    names = ("kid-digits",)
    other = Evaluator(names, names, whole.samples, Real(turned, Cache(tmp_path)), turned)
    assert other.measure(samples, "test") != first


def test_metrics_that_share_a_computation_share_it(counting, monkeypatch) -> None:
    calls = []
    names = ("precision-digits", "recall-digits", "density-digits", "coverage-digits")

    def once(fake, real):
        calls.append(len(fake))
        return overlap(fake, real)

    for name in ("precision", "recall", "density", "coverage"):
        monkeypatch.setitem(METRICS._added, name, (replace(METRICS[name], compute=once), "here"))
    measured, _ = counting(*names)
    found = measured.measure(measured.dataset.train_reference(100), "test")
    assert calls == [100]
    assert all(0 < value <= 2 for value in found.values())


def test_values_beyond_the_range_are_clipped_as_a_saved_picture_is(counting) -> None:
    measured, _ = counting("kid-digits")
    samples = measured.dataset.train_reference(100)
    loud = torch.where(samples == 1, 50.0, samples)
    assert measured.measure(loud, "test") == measured.measure(samples, "test")


def test_the_end_is_measured_by_more_metrics_on_more_samples() -> None:
    both = replace(WORKLOADS["digits"], final=("recall-digits",))
    measured = evaluator(both, 150, 300)
    assert measured.names("validation") == WORKLOADS["digits"].metrics
    assert measured.names("test") == (*WORKLOADS["digits"].metrics, "recall-digits")
    assert measured.samples == {"validation": 150, "test": 300}
    assert all(name.endswith("@300") for name in measured.reference("test", draws=1))
    assert list(measured.features()) == ["digits"]


def test_memorisation_compares_with_all_training_samples(counting) -> None:
    measured, _ = counting("memorisation-digits")
    train = measured.dataset.train_reference(1000, seed=5)
    [copies] = measured.measure(train[-100:], "test").values()
    assert copies == 1
    [unknown] = measured.reference("test").values()
    assert math.isnan(unknown)  # copies of the training set are no perfect generator here


def test_fid_to_the_training_set_is_to_all_of_it_whatever_the_split(counting) -> None:
    measured, asked = counting("fid-digits", "fid-train-digits")
    data = measured.dataset
    samples = 0.9 * data.train_reference(200, seed=5)
    real = Real(data)
    ours, train, held_out = (
        real.extract_from(images, "digits").features
        for images in (
            samples,
            data.train_reference(data.sizes["train"]),
            data.split("validation", 100),
        )
    )
    asked.clear()
    found = measured.measure(samples, "validation")
    assert found["fid-digits@200"] == pytest.approx(frechet(ours, moments(held_out)))
    assert found["fid-train-digits@200"] == pytest.approx(frechet(ours, moments(train)))
    assert (
        measured.measure(samples, "test")["fid-train-digits@200"] == found["fid-train-digits@200"]
    )
    assert asked == ["validation", "test"]  # of the FID to held-out samples
    whole = data.train_reference(data.sizes["train"], seed=7)
    [_, copied] = measured.measure(whole, "test").values()
    assert copied == pytest.approx(0, abs=1e-6)


def test_copies_of_the_training_set_are_no_perfect_generator_of_what_compares_with_it(
    counting,
) -> None:
    measured, _ = counting("fid-digits", "fid-train-digits", "kid-digits")
    reference = measured.reference("test", draws=1)
    assert list(reference) == ["fid-digits@100", "fid-train-digits@100", "kid-digits@100"]
    assert [math.isnan(value) for value in reference.values()] == [False, True, False]


def test_all_training_samples_are_one_set_whatever_the_draw(counting, monkeypatch) -> None:
    measured, _ = counting("fid-digits")
    draws = []
    all_there_are = measured.dataset.sizes["train"]
    plain = FiniteDataset.train_reference
    monkeypatch.setattr(
        FiniteDataset,
        "train_reference",
        lambda data, n, seed=0: draws.append(seed) or plain(data, n, seed),
    )
    for n, expected in ((all_there_are - 1, [0, 1, 2]), (all_there_are, [0])):
        draws.clear()
        replace(measured, samples={"test": n}).reference("test", draws=3)
        assert draws == expected


@pytest.mark.parametrize(
    ("workload", "metric"),
    [
        ("ring8", "kid-digits"),
        ("digits", "modes"),
        ("digits", "kid-fashion"),
        ("ring8", "classes"),
        ("stacked-digits", "memorisation-stacked-digits"),
        ("stacked-digits", "fid-train-stacked-digits"),
    ],
)
def test_a_metric_that_does_not_suit_the_data_is_told(workload: str, metric: str) -> None:
    wrong = replace(WORKLOADS[workload], metrics=(metric,))
    with pytest.raises(GanbenchError, match=f"'{metric}' does not suit"):
        evaluator(wrong, 100)


def test_data_of_another_shape_than_the_networks_are_told() -> None:
    wrong = replace(WORKLOADS["digits"], dataset="patches")
    with pytest.raises(GanbenchError, match=r"shape \(1, 8, 8\), and the data set 'patches' has"):
        evaluator(wrong, 100)


def test_a_split_of_hardly_any_samples_is_told(tmp_path) -> None:
    for i in range(12):
        Image.new("RGB", (32, 32), (20 * i, 0, 0)).save(tmp_path / f"{i}.png")
    few = replace(
        WORKLOADS["cifar10"],
        dataset="image-folder",
        parameters=(("path", str(tmp_path)), ("size", 32)),
    )
    with pytest.raises(GanbenchError, match="has a validation split of 1, expected at least 3"):
        evaluator(few, 100)


def test_what_cannot_be_had_here_is_left_out_of_the_end_with_one_message(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.delenv("GANBENCH_INCEPTION", raising=False)
    both = replace(WORKLOADS["digits"], final=("fid", "recall-digits", "is"))
    assert evaluator(both, 100).final == (*WORKLOADS["digits"].metrics, "recall-digits")
    [told] = unavailable_metrics(both)
    assert told.startswith("Left out: fid, is. Inception's weights are not on this machine.")
    with pytest.raises(GanbenchError, match="'fid' cannot be measured: Inception's weights"):
        evaluator(replace(both, metrics=("fid",)), 100)
