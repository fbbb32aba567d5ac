"""Precision and recall, density and coverage."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from prdc import compute_prdc
from torch_fidelity.metric_prc import prc_features_to_metric

from ganbench.metrics.density_coverage import coverage, density
from ganbench.metrics.density_coverage import real_balls as five
from ganbench.metrics.neighbours import balls
from ganbench.metrics.precision_recall import precision, real_balls, recall

RNG = np.random.default_rng(0)
REAL = RNG.normal(size=(300, 6))


@pytest.mark.parametrize("k", [1, 3, 5])
def test_agree_with_prdc_in_every_digit(k: int) -> None:
    fake = 0.8 * RNG.normal(size=(257, 6)) + 0.3  # a whole block and a rest
    theirs = compute_prdc(REAL, fake, k)
    real = balls("it", REAL, k)
    assert precision(fake, real) == theirs["precision"]
    assert recall(fake, REAL, k) == theirs["recall"]
    assert density(fake, real) == pytest.approx(theirs["density"], rel=1e-14)
    assert coverage(fake, real) == theirs["coverage"]


def test_precision_and_recall_agree_with_torch_fidelity() -> None:
    fake = 1.3 * RNG.normal(size=(200, 6)) + 0.3
    theirs = prc_features_to_metric(
        torch.from_numpy(fake), torch.from_numpy(REAL), prc_neighborhood=3, verbose=False
    )
    assert precision(fake, real_balls(REAL)) == pytest.approx(theirs["precision"], abs=1e-7)
    assert recall(fake, REAL) == pytest.approx(theirs["recall"], abs=1e-7)


def test_copies_of_the_real_samples_score_best_and_strangers_worst() -> None:
    assert precision(REAL, real_balls(REAL)) == recall(REAL, REAL) == 1
    assert coverage(REAL, five(REAL)) == 1
    assert density(REAL, five(REAL)) == pytest.approx(1 + 1 / 5, rel=0.02)  # and their own ball
    far = REAL + 100
    assert precision(far, real_balls(REAL)) == recall(far, REAL) == 0
    assert density(far, five(REAL)) == coverage(far, five(REAL)) == 0


def test_what_samples_of_one_distribution_score_is_known() -> None:
    """Naeem et al. 2020, lemmas 1 and 2: whatever the distribution."""
    n, k = 50, 5
    draws = [(RNG.exponential(size=(n, 3)), RNG.exponential(size=(n, 3))) for _ in range(400)]
    pairs = [(fake, five(real)) for fake, real in draws]
    missed = math.prod((n - i) / (2 * n - i) for i in range(1, k + 1))
    covered = np.mean([coverage(fake, real) for fake, real in pairs])
    assert covered == pytest.approx(1 - missed, abs=0.005)
    assert np.mean([density(fake, real) for fake, real in pairs]) == pytest.approx(1, abs=0.03)


def test_two_outliers_raise_recall_but_not_coverage() -> None:
    outliers = 1000 * np.eye(6)[:1] * np.array([[1], [-1]])
    fake = np.concatenate([np.zeros((40, 6)), outliers])
    assert recall(fake[:40], REAL) == 0
    assert recall(fake, REAL) > 0.95
    assert coverage(fake, five(REAL)) < 0.5


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_samples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(30, 3)), rng.normal(size=(40, 3)) + 0.5
    mixed, turned = rng.permutation(fake), rng.permutation(real)
    assert precision(mixed, real_balls(turned)) == precision(fake, real_balls(real))
    assert recall(mixed, turned) == recall(fake, real)
    assert density(mixed, five(turned)) == density(fake, five(real))
    assert coverage(mixed, five(turned)) == coverage(fake, five(real))
