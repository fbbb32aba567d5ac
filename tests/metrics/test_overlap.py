"""Precision and recall, density and coverage."""

import math
from unittest.mock import patch

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from prdc import compute_prdc
from scipy.spatial.distance import cdist
from threadpoolctl import threadpool_limits
from torch_fidelity.metric_prc import prc_features_to_metric

from ganbench.metrics import neighbours
from ganbench.metrics import overlap as module
from ganbench.metrics.overlap import COLUMNS, ROWS, Overlap, neighbourhoods, overlap

RNG = np.random.default_rng(0)
REAL = RNG.normal(size=(300, 6))


def plain(fake: np.ndarray, real: np.ndarray, tight: int = 3, wide: int = 5) -> Overlap:
    """The definitions, from the differences of all pairs."""
    within_real, within_fake, across = (
        ((a[:, None] - b) ** 2).sum(axis=-1) for a, b in ((real, real), (fake, fake), (fake, real))
    )
    near, far = np.sort(within_real)[:, tight], np.sort(within_real)[:, wide]
    theirs = np.sort(within_fake)[:, tight]
    return Overlap(
        float((across <= near).any(axis=1).mean()),
        float((across <= theirs[:, None]).any(axis=0).mean()),
        float((across <= far).sum() / (wide * len(fake))),
        float((across <= far).any(axis=0).mean()),
    )


@pytest.mark.parametrize("d", [6, 80])  # float64, and float32 with bounds
@pytest.mark.parametrize("k", [1, 3, 5])
def test_agree_with_prdc_in_every_digit(k: int, d: int) -> None:
    real = RNG.normal(size=(700, d))  # whole blocks and a rest
    fake = 0.9 * RNG.normal(size=(601, d)) + 0.1
    theirs = compute_prdc(real, fake, k)
    ours = overlap(fake, neighbourhoods(real, k, k))
    assert ours.precision == theirs["precision"]
    assert ours.recall == theirs["recall"]
    assert ours.density == pytest.approx(theirs["density"], rel=1e-14)
    assert ours.coverage == theirs["coverage"]


def test_agree_with_prdc_on_wide_samples() -> None:
    real, fake = np.random.RandomState(0).normal(size=(2, 1500, 200))
    theirs = compute_prdc(real, fake, 5)
    ours = overlap(fake, neighbourhoods(real, 5, 5))
    assert ours == pytest.approx([theirs[name] for name in ours._fields], rel=1e-12)


def test_the_example_of_prdcs_readme() -> None:
    """Its numbers are of a draw without a seed, and draws scatter.

    Over nine of numpy's seeds the standard deviations are .012, .011, .087 and .008, and the
    means .477, .477, 1.007 and .969. Both draws scatter, hence three deviations of a difference.
    """
    draw = np.random.RandomState(0)
    real, fake = (draw.normal(loc=0.0, scale=1.0, size=[10_000, 1000]) for _ in range(2))
    found = overlap(fake, neighbourhoods(real, 5, 5))
    gaps = np.abs(np.array(found) - (0.4772, 0.4705, 1.0555, 0.9735))
    assert (gaps < 3 * np.sqrt(2) * np.array([0.012, 0.011, 0.087, 0.008])).all()


def test_precision_and_recall_agree_with_torch_fidelity() -> None:
    fake = 1.3 * RNG.normal(size=(200, 6)) + 0.3
    theirs = prc_features_to_metric(
        torch.from_numpy(fake), torch.from_numpy(REAL), prc_neighborhood=3, verbose=False
    )
    ours = overlap(fake, neighbourhoods(REAL))
    assert ours.precision == pytest.approx(theirs["precision"], abs=1e-7)
    assert ours.recall == pytest.approx(theirs["recall"], abs=1e-7)


@pytest.mark.parametrize("d", [3, 70])
@pytest.mark.parametrize(
    "kind", ["lattice", "copies", "clusters", "tight", "far", "farther", "outliers", "tiny"]
)
def test_what_float32_cannot_tell_apart_is_told_by_float64(kind: str, d: int) -> None:
    """Distances that are equal, or differ by less than float32 resolves."""
    fake, real = RNG.normal(size=(90, d)), RNG.normal(size=(110, d))
    if kind == "lattice":  # distances that are whole numbers: ties, which are inside
        fake, real = RNG.integers(0, 2, size=fake.shape) * 1.0, RNG.integers(0, 2, real.shape) * 1.0
    elif kind == "copies":
        fake, real = fake[np.arange(90) % 4], np.concatenate([fake[:20], real, fake[:3]])
    elif kind == "clusters":
        fake, real = (1e-5 * x + 9 * np.eye(d)[np.arange(len(x)) % 3] for x in (fake, real))
    elif kind == "tight":
        fake, real = (1e-9 * x + 9 * np.eye(d)[np.arange(len(x)) % 3] for x in (fake, real))
    elif kind == "farther":
        fake, real = 1e-3 * fake + 1e8, 1e-3 * real + 1e8
    elif kind == "far":
        fake, real = fake + 2.0**20, real + 2.0**20
    elif kind == "outliers":
        fake[::20] *= 1e6
    else:
        fake, real = fake * 1e-30, real * 1e-30
    assert overlap(fake, neighbourhoods(real)) == pytest.approx(plain(fake, real), rel=1e-14)


def test_either_side_may_be_beyond_float32() -> None:
    near = RNG.normal(size=(60, 70))
    beyond = 1e22 + 1e20 * RNG.normal(size=(60, 70))
    for fake, real in ((near, beyond), (beyond, near)):
        assert overlap(fake, neighbourhoods(real)) == (0, 0, 0, 0)


def test_the_radii_are_float64s_to_the_last_digits() -> None:
    wide = RNG.normal(size=(300, 100))
    found = neighbourhoods(wide)
    expected = np.sort(cdist(wide, wide, "sqeuclidean"))
    np.testing.assert_allclose(found.tight, expected[:, 3], rtol=1e-14)
    np.testing.assert_allclose(found.wide, expected[:, 5], rtol=1e-14)


def test_few_pairs_need_to_be_measured_in_float64() -> None:
    real, fake = RNG.normal(size=(2, 600, 128))
    there = neighbourhoods(real)
    with patch.object(module, "exact_squares", side_effect=module.exact_squares) as measured:
        overlap(fake, there)
    assert sum(len(call.args[2]) for call in measured.call_args_list) < 20


def test_copies_of_the_real_samples_score_best_and_strangers_worst() -> None:
    copies = overlap(REAL, neighbourhoods(REAL))
    assert copies == pytest.approx((1, 1, 1 + 1 / 5, 1))  # their own ball holds them as well
    assert overlap(REAL + 100, neighbourhoods(REAL)) == (0, 0, 0, 0)


def test_what_samples_of_one_distribution_score_is_known() -> None:
    """Naeem et al. 2020, lemmas 1 and 2: whatever the distribution."""
    n, k = 50, 5
    draws = [(RNG.exponential(size=(n, 3)), RNG.exponential(size=(n, 3))) for _ in range(400)]
    found = [overlap(fake, neighbourhoods(real)) for fake, real in draws]
    missed = math.prod((n - i) / (2 * n - i) for i in range(1, k + 1))
    assert np.mean([each.coverage for each in found]) == pytest.approx(1 - missed, abs=0.005)
    assert np.mean([each.density for each in found]) == pytest.approx(1, abs=0.03)


def test_two_outliers_raise_recall_but_not_coverage() -> None:
    outliers = 1000 * np.eye(6)[:1] * np.array([[1], [-1]])
    fake, real = np.concatenate([np.zeros((40, 6)), outliers]), neighbourhoods(REAL)
    assert overlap(fake[:40], real).recall == 0
    assert overlap(fake, real).recall > 0.95
    assert overlap(fake, real).coverage < 0.5


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(20, 60), st.integers(1, 60), st.sampled_from([3, 70]))
def test_order_and_blocks_do_not_matter(seed: int, side: int, rows: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    fake, real = rng.normal(size=(61, d)), rng.normal(size=(83, d)) + 0.1
    found = overlap(fake, neighbourhoods(real))
    with (
        patch.object(neighbours, "SIDE", side),
        patch.object(module, "ROWS", rows),
        patch.object(module, "COLUMNS", side),
    ):
        again = overlap(rng.permutation(fake), neighbourhoods(rng.permutation(real)))
    assert again == found == plain(fake, real)


def test_the_distances_are_never_held_all_at_once() -> None:
    import tracemalloc

    fake, real = RNG.normal(size=(4000, 4)), neighbourhoods(RNG.normal(size=(3000, 4)))
    tracemalloc.start()
    with threadpool_limits(1):  # each thread holds a block
        overlap(fake, real)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * len(fake) * 3000 / 3
    assert ROWS * COLUMNS < 1e6


@pytest.mark.parametrize(("fake", "real"), [(3, 6), (4, 5)])
def test_too_few_samples_for_their_neighbours(fake: int, real: int) -> None:
    match = r"^precision, .* coverage: expected at least [46] samples, found [35]\. "
    with pytest.raises(ValueError, match=match):
        overlap(REAL[:fake], neighbourhoods(REAL[:real]))
    assert overlap(REAL[:4], neighbourhoods(REAL[:6])).density > 0
