import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torchmetrics.image.fid import _compute_fid

from ganbench.metrics.frechet import frechet, gaussian, moments

RNG = np.random.default_rng(0)


def test_closed_form_of_gaussians_that_share_their_axes() -> None:
    fake = RNG.normal(size=(500, 3))
    centred = (fake - fake.mean(0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(fake.T)).T)
    real = gaussian(np.array([3.0, 0.0, 4.0]), np.diag([4.0, 9.0, 0.25]))
    expected = 25 + (1 - 2) ** 2 + (1 - 3) ** 2 + (1 - 0.5) ** 2
    assert frechet(centred, real) == pytest.approx(expected, rel=1e-10)


def test_a_collapsed_model_scores_the_variance_it_lacks() -> None:
    real = moments(RNG.normal(size=(50, 20)))
    fake = np.tile(real.mean + 1, (10, 1))
    assert frechet(fake, real) == pytest.approx(20 + np.trace(real.covariance))


def test_fewer_samples_than_dimensions() -> None:
    samples = RNG.normal(size=(5, 30))
    assert frechet(samples, moments(samples)) == pytest.approx(0, abs=1e-6)


def test_rounding_does_not_put_it_below_zero() -> None:
    draws = [RNG.normal(size=(40, 6)) for _ in range(50)]
    assert min(frechet(draw, moments(draw)) for draw in draws) == 0


@pytest.mark.parametrize("n", [2, 11, 12, 13, 40])
@pytest.mark.parametrize("rank", [3, 12])
def test_fewer_samples_than_dimensions_or_more_is_one_formula(n: int, rank: int) -> None:
    """The closed form for a real covariance that is a projection times 4."""
    fake = RNG.normal(size=(n, 12))
    real = gaussian(np.zeros(12), np.diag([4.0] * rank + [0.0] * (12 - rank)))
    covariance = np.cov(fake.T)
    cross = 2 * np.sqrt(np.linalg.eigvalsh(covariance[:rank, :rank]).clip(0)).sum()
    expected = (fake.mean(0) ** 2).sum() + np.trace(covariance) + 4 * rank - 2 * cross
    assert frechet(fake, real) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("rank", [0, 2, 5])
def test_the_root_is_that_of_a_covariance_of_any_rank(rank: int) -> None:
    part = RNG.normal(size=(5, rank))
    covariance = part @ part.T
    root = gaussian(np.zeros(5), covariance).root
    assert root == pytest.approx(root.T, abs=1e-12)
    assert root @ root == pytest.approx(covariance, abs=1e-12)


def test_agrees_with_torch_fidelity() -> None:
    fake, real = RNG.normal(size=(200, 8)) @ RNG.normal(size=(8, 8)), RNG.normal(size=(300, 8))
    stats = [fid_features_to_statistics(torch.from_numpy(x)) for x in (fake, real)]
    theirs = fid_statistics_to_metric(*stats, verbose=False)["frechet_inception_distance"]
    assert frechet(fake, moments(real)) == pytest.approx(theirs, rel=1e-12)


def test_agrees_with_torchmetrics() -> None:
    fake, real = RNG.normal(size=(200, 8)) @ RNG.normal(size=(8, 8)), RNG.normal(size=(300, 8))
    both = [torch.from_numpy(part) for x in (fake, real) for part in moments(x)[:2]]
    assert frechet(fake, moments(real)) == pytest.approx(_compute_fid(*both).item(), rel=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_samples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(20, 4)), rng.normal(size=(30, 4)) + 1
    mixed = frechet(rng.permutation(fake), moments(rng.permutation(real)))
    assert mixed == pytest.approx(frechet(fake, moments(real)), rel=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_does_not_depend_on_the_coordinates(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(20, 4)), 2 * rng.normal(size=(30, 4)) + 1
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    shift = rng.normal(size=4)
    turned = frechet(fake @ turn + shift, moments(real @ turn + shift))
    assert turned == pytest.approx(frechet(fake, moments(real)), rel=1e-8)
    assert frechet(real, moments(fake)) == pytest.approx(frechet(fake, moments(real)), rel=1e-8)
