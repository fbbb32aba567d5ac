"""What must stay quick, for pytest-benchmark: `pytest --benchmark-only`.

Absolute times say little about other machines; `scripts/bench` compares with a plain loop.
"""

import subprocess
import sys

import pytest
import torch

from ganbench.engine.cohort import Cohort
from ganbench.engine.numerics import Numerics
from ganbench.evaluation.evaluator import evaluator
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize("seeds", [1, 3, 10])
@pytest.mark.parametrize("method", ["non-saturating", "wgan-gp", "unrolled"])
def test_generator_step(benchmark, method, seeds, cohort_of):
    cohort = cohort_of(method, WORKLOADS["ring8"], range(seeds))
    state = cohort.step(cohort.init(), 0)
    benchmark(cohort.step, state, 1)


@pytest.mark.parametrize("name", ["ring8", "grid25", "digits", "fashion-mnist"])
def test_evaluation_of_2500_samples(benchmark, name):
    measure = evaluator(WORKLOADS[name], 2500)
    samples = measure.dataset.split("test", 2500)
    measure.measure(samples, "validation")
    benchmark(measure.measure, samples, "validation")


def test_drawing_a_batch_for_ten_seeds(benchmark, game_of):
    from ganbench.datasets import load

    workload = WORKLOADS["ring8"]
    data = load(workload.dataset, dict(workload.parameters))
    numerics = Numerics("cpu", "float32", compiled=False)
    cohort = Cohort(game_of("wgan-gp", workload), workload, data, list(range(10)), numerics)
    benchmark(cohort.batch, cohort.game.turns(0)[0])


@pytest.mark.parametrize("arguments", [["--help"], ["list", "methods"], ["list", "workloads"]])
def test_start_of_the_command_line(benchmark, arguments):
    command = [sys.executable, "-m", "ganbench", *arguments]
    benchmark(subprocess.run, command, capture_output=True, check=True)


def test_matrix_products_of_a_layer(benchmark):
    """The bound: ten seeds' 512 x 128 times 128 x 128."""
    a, b = torch.randn(10, 512, 128), torch.randn(10, 128, 128)
    benchmark(torch.bmm, a, b)
