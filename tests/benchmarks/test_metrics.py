"""Time and memory of the metrics at the sizes at which they are published, beside the common code.

Both sides run in turn and the ratio of each turn counts, so that whatever else the machine does
weighs on both. The memory is what numpy allocates beyond the samples.
"""

import time
import tracemalloc
from statistics import median

import numpy as np
import pytest
import torch
from prdc import compute_prdc
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric

from ganbench.metrics.frechet import frechet, moments
from ganbench.metrics.kid import kernel_distance, kernel_sums
from ganbench.metrics.overlap import neighbourhoods, overlap


def normal(n, d, seed=0):
    return np.random.default_rng(seed).standard_normal((n, d))


@pytest.fixture
def beside(benchmark):
    """Times ours and theirs in turn, and gives what both found."""

    def compare(ours, theirs, name, rounds=3):
        seconds, found = {ours: [], theirs: []}, {}

        def timed(function):
            start = time.perf_counter()
            found[function] = function()
            seconds[function].append(time.perf_counter() - start)

        benchmark.pedantic(timed, args=(ours,), setup=lambda: timed(theirs), rounds=rounds)
        ratios = [a / b for a, b in zip(seconds[theirs], seconds[ours], strict=True)]
        benchmark.extra_info[f"times as fast as {name}"] = median(ratios)
        return found[ours], found[theirs]

    return compare


@pytest.fixture
def peak(benchmark):
    """Runs a function once and gives its result and its peak memory in bytes."""

    def measure(function):
        tracemalloc.start()
        found = benchmark.pedantic(function, rounds=1)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        benchmark.extra_info["peak memory in MB"] = most / 1e6
        return found, most

    return measure


def test_memory_of_the_overlap_of_50000_and_50000(peak):
    fake, real = normal(50_000, 64), normal(50_000, 64, seed=1)
    found, most = peak(lambda: overlap(fake, neighbourhoods(real)))
    assert found.coverage == pytest.approx(1 - 2**-5, abs=0.01)
    assert most < 0.3e9


def test_memory_of_the_neighbours_of_25000_with_the_outliers_first(peak):
    samples = normal(25_000, 64)
    samples[:512] *= 100
    _, most = peak(lambda: neighbourhoods(samples))
    assert most < 0.06e9


def test_memory_of_the_kernel_distance_of_50000_and_50000(peak):
    fake, real = normal(50_000, 64), normal(50_000, 64, seed=1)
    found, most = peak(lambda: kernel_distance(fake, kernel_sums(real)))
    assert abs(found.value) < 4 * found.error
    assert most < 0.3e9


def test_overlap_of_10000_in_2048_dimensions(beside):
    real, fake = normal(10_000, 2048), normal(10_000, 2048, seed=1)
    ours, theirs = beside(
        lambda: overlap(fake, neighbourhoods(real, 5, 5)),
        lambda: compute_prdc(real, fake, nearest_k=5),
        "prdc",
    )
    assert ours == pytest.approx([theirs[name] for name in ours._fields], rel=1e-12)


def test_kernel_distance_of_10000_in_2048_dimensions(beside):
    real, fake = normal(10_000, 2048), normal(10_000, 2048, seed=1)
    ours, theirs = beside(
        lambda: kernel_distance(fake, kernel_sums(real)),
        lambda: kid_features_to_metric(
            *map(torch.from_numpy, (fake, real)),
            kid_subsets=100,
            kid_subset_size=1000,
            verbose=False,
        ),
        "torch-fidelity's 100 subsets of 1,000",
    )
    spread = theirs["kernel_inception_distance_std"]
    assert ours.value == pytest.approx(theirs["kernel_inception_distance_mean"], abs=spread)
    assert 0 < ours.error < spread


@pytest.mark.parametrize("n", [2500, 1000])
def test_frechet_distance_in_2048_dimensions(beside, n):
    """From features, with the real statistics known: a benchmark measures many models."""
    mixing = normal(2048, 2048, seed=2) / 45
    real, fake = normal(2500, 2048) @ mixing, normal(n, 2048, seed=1) @ mixing
    known, theirs_known = moments(real), fid_features_to_statistics(torch.from_numpy(real))

    def theirs():
        statistics = fid_features_to_statistics(torch.from_numpy(fake))
        return fid_statistics_to_metric(statistics, theirs_known, verbose=False)

    ours, found = beside(lambda: frechet(fake, known), theirs, "torch-fidelity", rounds=1)
    assert ours == pytest.approx(found["frechet_inception_distance"], rel=1e-4)


def test_moments_in_2048_dimensions(benchmark):
    """What a data set costs once: the root of its covariance above all."""
    benchmark.pedantic(moments, args=(normal(10_000, 2048),), rounds=1)
