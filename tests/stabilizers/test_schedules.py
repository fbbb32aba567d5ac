import math

import pytest
import torch

from ganbench.stabilizers.schedules import remaining

ROOT_HALF = math.sqrt(0.5)
FALLS = {
    "linear": [1, 0.75, 0.5, 0.25, 0, 0],
    "cosine": [1, (1 + ROOT_HALF) / 2, 0.5, (1 - ROOT_HALF) / 2, 0, 0],
    "exponential": [1, 0.1**0.5, 0.1, 0.1**1.5, 0.01, 0.01],
}


@pytest.mark.parametrize("shape", FALLS)
def test_each_falls_along_its_curve_and_stays_at_its_end(shape):
    steps = torch.tensor([0.0, 5, 10, 15, 20, 100], dtype=torch.float64)
    assert remaining(shape, steps, 20).tolist() == pytest.approx(FALLS[shape], abs=1e-12)


def test_an_exponential_comes_to_what_is_asked():
    assert remaining("exponential", torch.tensor(7.0), 7, rest=0.3).item() == pytest.approx(0.3)


@pytest.mark.parametrize("shape", FALLS)
def test_without_an_end_nothing_falls(shape):
    assert remaining(shape, torch.tensor(1000.0), 0) == 1.0
