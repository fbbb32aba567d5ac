"""The classifier score, the classes covered, and how evenly."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import softmax
from torch_fidelity.metric_isc import isc_features_to_metric

from ganbench.metrics.class_kl import class_kl
from ganbench.metrics.classes import classes, classes_seen
from ganbench.metrics.score import score, split_scores


def test_certain_and_even_predictions_score_the_number_of_classes() -> None:
    assert score(np.tile(np.eye(10), (3, 1))) == pytest.approx(10)


@pytest.mark.parametrize("row", [[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]])
def test_the_same_prediction_everywhere_scores_one(row: list[float]) -> None:
    assert score(np.tile(row, (7, 1))) == pytest.approx(1)


def test_score_is_the_exponential_of_the_mutual_information() -> None:
    rows = np.array([[0.9, 0.1], [0.4, 0.6]])
    marginal = rows.mean(0)
    expected = np.exp(np.mean([(p * np.log(p / marginal)).sum() for p in rows]))
    assert score(rows) == pytest.approx(expected)


def test_a_class_is_covered_from_a_tenth_of_its_even_share_on() -> None:
    n, k = 2500, 10
    labels = np.zeros(n, dtype=int)
    labels[:25], labels[25:49] = 1, 2  # 25 are a tenth of 250, 24 are not
    assert classes(np.eye(k)[labels]) == 2


def test_a_class_is_seen_from_one_sample_on() -> None:
    labels = np.zeros(2500, dtype=int)
    labels[0] = 3
    assert classes_seen(np.eye(10)[labels]) == 2


def test_every_class_of_an_even_spread_is_covered() -> None:
    assert classes(np.eye(10)[np.arange(100) % 10]) == 10


@pytest.mark.parametrize("splits", [1, 3, 10])
def test_scores_of_splits_agree_with_torch_fidelity(splits: int) -> None:
    logits = 3 * np.random.default_rng(0).normal(size=(203, 7))
    theirs = isc_features_to_metric(torch.from_numpy(logits), splits=splits, shuffle=False)
    ours = split_scores(softmax(logits, axis=1), splits)
    assert ours.mean == pytest.approx(theirs["inception_score_mean"], rel=1e-12)
    assert ours.deviation == pytest.approx(theirs["inception_score_std"], rel=1e-9, abs=1e-12)


def test_fewer_samples_than_splits_are_refused() -> None:
    with pytest.raises(ValueError, match="score: expected at least 10 samples, found 9"):
        split_scores(np.eye(9))


@pytest.mark.parametrize("logit", [1e3, 745.0, 744.5])
def test_logits_beyond_the_range_of_numbers_are_safe(logit: float) -> None:
    """At 745 a probability is the smallest number there is, and a third of it is 0."""
    rows = softmax(logit * np.array([[1.0, 0.0], [1.0, -9.0], [1.0, -9.0]]), axis=1)
    with np.errstate(all="raise", under="ignore"):
        assert score(rows) == pytest.approx(1)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_samples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.dirichlet(np.full(4, 0.2), size=30)
    assert score(rng.permutation(rows)) == pytest.approx(score(rows), rel=1e-12)
    assert class_kl(rng.permutation(rows)) == class_kl(rows)


@pytest.mark.parametrize("covered", [1, 2, 5, 10])
def test_divergence_of_an_even_spread_over_some_classes(covered: int) -> None:
    rows = np.eye(10)[np.arange(100) % covered]
    assert class_kl(rows) == pytest.approx(math.log(10 / covered), abs=1e-12)


def test_divergence_that_even_draws_of_1000_classes_leave() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(1000, size=(4, 26_000))
    identity = np.eye(1000)
    found = np.mean([class_kl(identity[row]) for row in labels])
    assert found == pytest.approx(0.0194, abs=0.0008)
