from dataclasses import replace

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.engine.padding import aligned


@pytest.mark.parametrize("shape", [(5, 16), (3, 30, 7), (4,), (2, 128)])
def test_padding_changes_no_value(shape):
    x = torch.rand(shape, dtype=torch.float64)
    for op, padded in aligned().items():
        name = str(op)
        args = (0.5, x) if "pow.Scalar" in name else (x, 3) if "pow.Tensor" in name else (x,)
        if "backward" in name:
            args = (x, x, 1, 20) if "softplus" in name else (x, x)
        if "elu_backward" in name:
            args = (x, 1, 1, 1, False, x)
        done = padded(*args)
        expected = op(*args)
        torch.testing.assert_close(expected if done is NotImplemented else done, expected)


@pytest.mark.parametrize("method", ["non-saturating", "minimax"])
def test_a_batch_that_fills_no_vectors_keeps_its_seeds_apart(method, small, cohort_of):
    """With 30 logits a seed, torch's own kernels give other last bits in other places."""
    workload = replace(small, batch=30)
    loss = {"loss": method, "stabilizers": []}

    def after(seeds):
        cohort = cohort_of("vanilla", workload, seeds, **loss)
        state = cohort.init()
        for step in range(6):
            state = cohort.step(state, step)
        return [leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)]

    alone = after([3])
    for seeds in ([0, 3, 5], [2, 7, 1, 9, 3]):
        assert all(torch.equal(a, b) for a, b in zip(alone, after(seeds), strict=True))
