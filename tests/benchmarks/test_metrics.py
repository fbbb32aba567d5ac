"""Time and memory of the metrics that compare all pairs, at the sizes at which they are published.

The memory is what numpy allocates beyond the samples; it depends on the columns of a distance
matrix and on its block of rows, not on how many rows there are.
"""

import tracemalloc

import numpy as np
import pytest

from ganbench.metrics.density_coverage import coverage, density
from ganbench.metrics.kid import kernelled, kid
from ganbench.metrics.neighbours import Balls, balls
from ganbench.metrics.precision_recall import precision, recall


def normal(n, d, seed=0):
    return np.random.default_rng(seed).standard_normal((n, d))


@pytest.mark.parametrize("rows", [1000, 4000])
def test_precision_in_50000_balls(benchmark, rows):
    real, fake = normal(50_000, 64), normal(rows, 64, seed=1)
    there = Balls(real, np.full(len(real), 60.0), 3)
    tracemalloc.start()
    precision(fake, there)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    benchmark.extra_info["peak memory in MB"] = peak / 1e6
    assert peak < 0.3e9
    benchmark.pedantic(precision, args=(fake, there), rounds=1)


def test_overlap_of_10000_in_1000_dimensions(benchmark):
    """Naeem et al.'s own example, whose draw is not seeded: .4772, .4705, 1.0555, .9735."""
    real, fake = normal(10_000, 1000), normal(10_000, 1000, seed=1)

    def all_four():
        there = balls("overlap", real, 5)
        return (
            precision(fake, there),
            recall(fake, real, 5),
            density(fake, there),
            coverage(fake, there),
        )

    found = benchmark.pedantic(all_four, rounds=1)
    assert found[:2] == pytest.approx((0.4772, 0.4705), abs=0.04)
    assert found[2] == pytest.approx(1.0555, abs=0.2)
    assert found[3] == pytest.approx(0.9735, abs=0.03)


def test_kid_of_10000_in_64_dimensions(benchmark):
    real, fake = kernelled(normal(10_000, 64)), normal(10_000, 64, seed=1)
    benchmark.pedantic(kid, args=(fake, real), rounds=3)
