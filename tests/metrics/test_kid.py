from unittest.mock import patch

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_fidelity.metric_kid import kid_features_to_metric
from torchmetrics.image.kid import poly_mmd

import ganbench.metrics.kid as module
from ganbench.metrics.kid import ROWS, kernelled, kid

RNG = np.random.default_rng(0)


def test_agrees_with_torch_fidelity_on_one_full_subset() -> None:
    n = 2 * ROWS + 7  # whole blocks and a rest
    fake, real = RNG.normal(size=(n, 6)), RNG.normal(size=(n, 6)) + 0.3
    theirs = kid_features_to_metric(
        torch.from_numpy(fake),
        torch.from_numpy(real),
        kid_subsets=1,
        kid_subset_size=n,
        verbose=False,
    )["kernel_inception_distance_mean"]
    assert kid(fake, kernelled(real)) == pytest.approx(theirs, rel=1e-12)


def test_agrees_with_torchmetrics() -> None:
    fake, real = RNG.normal(size=(90, 6)), RNG.normal(size=(90, 6)) + 0.3
    theirs = poly_mmd(torch.from_numpy(real), torch.from_numpy(fake)).item()
    assert kid(fake, kernelled(real)) == pytest.approx(theirs, rel=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_order_and_blocks_do_not_matter(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(23, 3)), rng.normal(size=(31, 3)) + 0.5
    found = kid(fake, kernelled(real))
    with patch.object(module, "ROWS", rows):
        again = kid(rng.permutation(fake), kernelled(rng.permutation(real)))
    assert again == pytest.approx(found, rel=1e-9, abs=1e-12)


def test_is_the_sum_over_pairs_of_different_samples() -> None:
    fake, real = RNG.normal(size=(5, 3)), RNG.normal(size=(4, 3))

    def k(x: np.ndarray, y: np.ndarray) -> float:
        return float((x @ y / 3 + 1) ** 3)

    ours = np.mean([k(a, b) for i, a in enumerate(fake) for j, b in enumerate(fake) if i != j])
    theirs = np.mean([k(a, b) for i, a in enumerate(real) for j, b in enumerate(real) if i != j])
    across = np.mean([k(a, b) for a in fake for b in real])
    assert kid(fake, kernelled(real)) == pytest.approx(ours + theirs - 2 * across)


def test_is_zero_on_average_for_one_distribution() -> None:
    draws = [
        kid(RNG.normal(size=(20, 4)), kernelled(RNG.normal(size=(30, 4)))) for _ in range(1000)
    ]
    assert abs(np.mean(draws)) < 4 * np.std(draws) / np.sqrt(len(draws))
    assert min(draws) < 0
