"""Where a few steps take every recipe, in float64: the same on every processor but for rounding."""

import math

import pytest
import torch

from ganbench.methods import METHODS

STEPS = 3


MORE_OF_THE_SAME = {"unrolled-5", "unrolled-10"}
"""Recipes that take long, and whose code is another recipe's."""


@pytest.mark.parametrize(
    "method",
    [
        pytest.param(it, marks=[pytest.mark.slow] if it in MORE_OF_THE_SAME else [])
        for it in METHODS
    ],
)
def test_a_few_steps_end_where_they_did(method, small_for, cohort_of, golden):
    workload = small_for(method)
    cohort = cohort_of(method, workload, [0, 3], precision="float64")
    state = cohort.init()
    for step in range(STEPS):
        state = cohort.step(state, step)
    tensors = (state.generator.params, state.discriminator.params, cohort.averaged_generator(state))
    found = [number for tensor in tensors for number in projected(tensor)]
    samples = cohort.samples(tensors[2], "golden", 10)
    found += samples.double().abs().flatten(1).mean(1).tolist()
    golden("numbers", {method: found}, equal=close)


def projected(params):
    """One number of a parameter vector, [seeds, P] -> [seeds], in which every parameter counts."""
    directions = torch.arange(params.shape[1], dtype=torch.float64).cos()
    return (params @ directions).tolist()


def close(known, found):
    # samples are float32, and they are the least exact of what is compared
    pairs = zip(known, found, strict=True)
    return all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-8) for a, b in pairs)
