import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from scipy.stats import mannwhitneyu

from ganbench.metrics.memorisation import memorisation as compared
from ganbench.metrics.memorisation import training_distances

RNG = np.random.default_rng(0)
TRAIN, NEW, HELD_OUT = (RNG.normal(size=(n, 5)) for n in (400, 300, 500))


def memorisation(fake, train, held_out):
    return compared(fake, training_distances(held_out, train))


def test_copies_score_one_new_samples_a_half_and_strangers_zero() -> None:
    assert memorisation(TRAIN[:100], TRAIN, HELD_OUT) == 1
    assert memorisation(NEW, TRAIN, HELD_OUT) == pytest.approx(0.5, abs=0.05)
    assert memorisation(NEW + 20, TRAIN, HELD_OUT) == 0


def test_half_copies_lie_halfway() -> None:
    half = np.concatenate([NEW, TRAIN[:300]])
    expected = (1 + memorisation(NEW, TRAIN, HELD_OUT)) / 2
    assert memorisation(half, TRAIN, HELD_OUT) == pytest.approx(expected)


def test_the_same_samples_on_both_sides_are_ties() -> None:
    assert memorisation(HELD_OUT, TRAIN, HELD_OUT) == pytest.approx(0.5, abs=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(0, 30), st.integers(0, 30))
def test_copies_on_both_sides_are_ties_in_any_order(seed: int, ours: int, theirs: int) -> None:
    """Of samples that are at no round distance of one another, and far from the origin."""
    rng = np.random.default_rng(seed)
    train = rng.normal(size=(40, 30)) + 1000
    fake, held_out = train[rng.integers(0, 40, 30)], train[rng.integers(0, 40, 30)]
    fake[ours:] += 1 + rng.random((30 - ours, 1))
    held_out[theirs:] += 3 + rng.random((30 - theirs, 1))
    found = memorisation(rng.permutation(fake), rng.permutation(train), rng.permutation(held_out))
    lost = (30 - ours) * theirs  # the others are nearer than the held-out that are no copies
    assert found == pytest.approx(1 - (ours * theirs / 2 + lost) / 900, abs=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_is_mann_and_whitneys_statistic_in_any_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fake, train, held_out = (rng.normal(size=(n, 2)) for n in (13, 9, 17))
    ours, theirs = (cdist(side, train).min(axis=1) for side in (fake, held_out))
    expected = mannwhitneyu(theirs, ours).statistic / (13 * 17)
    found = memorisation(rng.permutation(fake), rng.permutation(train), rng.permutation(held_out))
    assert found == pytest.approx(expected, rel=1e-12)


def test_each_side_is_checked() -> None:
    broken = TRAIN.copy()
    broken[0, 0] = np.nan
    for sides in ((broken, TRAIN, NEW), (NEW, broken, NEW), (NEW, TRAIN, broken)):
        with pytest.raises(ValueError, match=r"^memorisation: .* in 1 of 400 samples"):
            memorisation(*sides)
