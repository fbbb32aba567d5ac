"""Noise is fresh: no update is handed what another one was, nor one draw what another is."""

from dataclasses import replace
from itertools import combinations

import pytest
import torch

from ganbench.stabilizers.stabilizer import Draw

NOISY = {
    "stabilizers": [
        {"instance-noise": {"sigma": 0.5}},
        "gradient-penalty",
        "label-flipping",
        "latent-consistency",
        {"unrolling": {"steps": 1}},  # so that the generator's turn asks for all of it too
    ]
}


@pytest.fixture
def cohort(small, cohort_of):
    return cohort_of("non-saturating", small, [0, 1], **NOISY)


def noise_of(cohort, player, index):
    draws = getattr(cohort, f"_{player}_draws")
    return cohort._batch(player, index, draws, data=True).noise


def test_every_update_draws_anew(cohort):
    for player in ("discriminator", "generator"):
        first, second = (noise_of(cohort, player, index) for index in (0, 1))
        assert first.keys() == second.keys()
        assert not any(torch.equal(first[name], second[name]) for name in first)


def test_each_player_draws_its_own(cohort):
    ours, theirs = (noise_of(cohort, player, 0) for player in ("discriminator", "generator"))
    common = ours.keys() & theirs.keys()
    assert {"real/0/noise", "fake/0/noise", "penalty/1/mix", "penalty/2/real"} <= common
    assert not any(torch.equal(ours[name], theirs[name]) for name in common)


def test_real_and_generated_samples_are_given_their_own(cohort):
    for player in ("discriminator", "generator"):
        noise = noise_of(cohort, player, 0)
        assert not torch.equal(noise["real/0/noise"], noise["fake/0/noise"])
        assert not torch.equal(noise["penalty/2/real"], noise["penalty/2/fake"])


def test_steps_away_from_codes_are_not_the_codes(cohort):
    batch = cohort._batch("discriminator", 0, cohort._discriminator_draws, data=True)
    assert not torch.equal(batch.noise["penalty/3/step"], batch.latent)


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_nothing_that_an_update_is_handed_is_handed_out_again(kind, small, cohort_of):
    """With two updates of the discriminator for one of the generator's, as the cohort steps."""
    workload = replace(small, prior=replace(small.prior, kind=kind))
    cohort = cohort_of("non-saturating", workload, [0, 1], discriminator_steps=2, **NOISY)
    batches = handed(cohort, steps=2)
    assert len(batches) == 6
    for one, other in combinations(batches, 2):
        assert not torch.equal(one.latent, other.latent)
        assert not torch.equal(one.real, other.real)
        assert not any(
            torch.equal(one.noise[name], other.noise[name])
            for name in one.noise.keys() & other.noise.keys()
        )


def handed(cohort, steps):
    """The batches of all updates of some steps, in order."""
    batches = []
    for turn in ("_move_discriminator", "_move_generator"):
        setattr(cohort, turn, lambda state, batch: batches.append(batch) or state)
    state = cohort.init()
    for step in range(steps):
        state = cohort.step(state, step)
    return batches


@pytest.mark.parametrize(
    ("kind", "mean", "variance", "within"),
    [("normal", 0.0, 1.0, (-6.0, 6.0)), ("uniform", 0.5, 1 / 12, (0.0, 1.0))],
)
def test_noise_has_its_distribution(kind, mean, variance, within, cohort):
    numbers = cohort._draw("it", 0, Draw(kind, (20_000,)))[0]
    assert numbers.mean().item() == pytest.approx(mean, abs=0.03)
    assert numbers.var().item() == pytest.approx(variance, rel=0.05)
    assert within[0] <= numbers.min() <= numbers.max() <= within[1]


def test_uniform_codes_lie_between_minus_one_and_one(small, cohort_of):
    workload = replace(small, prior=replace(small.prior, kind="uniform"))
    codes = cohort_of("vanilla", workload, [0])._prior("it", 0, 5000)[0]
    assert codes.mean().item() == pytest.approx(0, abs=0.03)
    assert codes.var().item() == pytest.approx(1 / 3, rel=0.05)
    assert codes.abs().max() <= 1
