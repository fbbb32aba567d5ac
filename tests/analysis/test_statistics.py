import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from ganbench.analysis.statistics import (
    failures_as_worst,
    interval,
    iqm,
    median,
    probability_of_improvement,
    ranks,
    resample,
)

values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@given(values)
def test_iqm_is_scipys_trimmed_mean(x: list[float]) -> None:
    np.testing.assert_allclose(iqm(x), scipy.stats.trim_mean(x, 0.25), rtol=1e-9, atol=1e-6)


def test_iqm_takes_any_axis() -> None:
    x = np.random.default_rng(0).normal(size=(3, 9, 2))
    np.testing.assert_allclose(iqm(x, axis=1), scipy.stats.trim_mean(x, 0.25, axis=1))


def test_iqm_survives_failures_only_up_to_a_quarter() -> None:
    assert iqm([1, 2, 3, np.inf]) == 2.5
    assert iqm([1, 2, np.inf, np.inf]) == np.inf
    assert iqm([1, 2, np.inf]) == np.inf


def test_what_is_not_finite_counts_as_the_worst() -> None:
    np.testing.assert_array_equal(
        failures_as_worst([1, np.nan, -np.inf], "lower"), [1, np.inf, np.inf]
    )
    np.testing.assert_array_equal(
        failures_as_worst([1, np.nan, np.inf], "higher"), [1, -np.inf, -np.inf]
    )


def test_the_interval_agrees_with_scipys_percentile_bootstrap() -> None:
    x = np.random.default_rng(1).normal(size=20)
    low, high = interval(iqm(resample(x, 50_000, np.random.default_rng(2))))
    theirs = scipy.stats.bootstrap(
        (x,), iqm, n_resamples=50_000, method="percentile", rng=np.random.default_rng(3)
    ).confidence_interval
    assert low == pytest.approx(theirs.low, abs=0.02)
    assert high == pytest.approx(theirs.high, abs=0.02)


def test_the_interval_covers_the_mean_of_a_gaussian_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(4)
    hits = 0
    for _ in range(300):
        drawn = iqm(resample(generator.normal(size=30), 1_000, generator))
        low, high = interval(drawn)
        hits += low <= 0 <= high
    assert 0.89 < hits / 300 < 0.98


def test_the_interval_has_no_nan_next_to_infinity() -> None:
    assert interval([1.0, 2.0, np.inf, np.inf]) == (1.0, np.inf)
    assert interval([-np.inf, 1.0]) == (-np.inf, 1.0)


@given(values, values)
def test_probability_of_improvement_is_mann_whitneys(x: list[float], y: list[float]) -> None:
    u = scipy.stats.mannwhitneyu(x, y).statistic
    assert probability_of_improvement(x, y, "higher") == pytest.approx(u / len(x) / len(y))
    assert probability_of_improvement(x, y, "lower") == pytest.approx(1 - u / len(x) / len(y))


def test_two_failed_runs_tie() -> None:
    assert probability_of_improvement([np.inf], [np.inf], "lower") == 0.5
    assert probability_of_improvement([1.0], [np.inf], "lower") == 1.0


def test_a_miss_takes_part_in_the_median_as_infinity() -> None:
    assert median([100, np.nan, 300]) == 300
    assert median([100, np.nan]) == np.inf
    assert median([np.nan, np.nan, 5]) == np.inf


@given(values)
def test_ranks_are_scipys_minimum_ranks(x: list[float]) -> None:
    np.testing.assert_array_equal(ranks(x, "lower"), scipy.stats.rankdata(x, method="min"))
    np.testing.assert_array_equal(
        ranks(x, "higher"), scipy.stats.rankdata(np.negative(x), method="min")
    )


def test_equal_states_resample_in_pairs() -> None:
    x = np.arange(5.0)
    mine = resample(x, 100, np.random.default_rng(0))
    theirs = resample(x + 10, 100, np.random.default_rng(0))
    np.testing.assert_array_equal(mine + 10, theirs)
