"""Noise is fresh: no update is handed what another one was, nor one draw what another is."""

from dataclasses import replace
from itertools import combinations

import pytest
import torch

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


def batch_of(cohort, role, step):
    """What a player's turn of a step is computed on."""
    (turn,) = (turn for turn in cohort.game.turns(step) if turn.role == role)
    return cohort.batch(turn)


def noise_of(cohort, role, step):
    return flat(batch_of(cohort, role, step))


def flat(batch):
    """The noise of a batch by "use/stabilizer/name"."""
    return {
        f"{use}/{stabilizer}/{name}": numbers
        for use, stabilizers in batch.noise.items()
        for stabilizer, own in stabilizers.items()
        for name, numbers in own.items()
    }


def test_every_update_draws_anew(cohort):
    for player in ("discriminator", "generator"):
        first, second = (noise_of(cohort, player, index) for index in (0, 1))
        assert first.keys() == second.keys()
        assert not any(torch.equal(first[name], second[name]) for name in first)


def test_each_player_draws_its_own(cohort):
    ours, theirs = (noise_of(cohort, player, 0) for player in ("discriminator", "generator"))
    common = ours.keys() & theirs.keys()
    assert {"real/instance-noise/noise", "penalty/gradient-penalty/mix"} <= common
    assert not any(torch.equal(ours[name], theirs[name]) for name in common)


def test_real_and_generated_samples_are_given_their_own(cohort):
    for player in ("discriminator", "generator"):
        noise = noise_of(cohort, player, 0)
        assert not torch.equal(*(noise[f"{use}/instance-noise/noise"] for use in ("real", "fake")))
        assert not torch.equal(
            *(noise[f"penalty/label-flipping/{kind}"] for kind in ("real", "fake"))
        )


def test_steps_away_from_codes_are_not_the_codes(cohort):
    batch = batch_of(cohort, "discriminator", 0)
    assert not torch.equal(flat(batch)["penalty/latent-consistency/step"], batch.latent)


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_nothing_that_an_update_is_handed_is_handed_out_again(kind, small, cohort_of):
    """With two updates of the discriminator for one of the generator's, as the cohort steps."""
    workload = replace(small, prior=replace(small.prior, kind=kind))
    cohort = cohort_of("non-saturating", workload, [0, 1], discriminator_steps=2, **NOISY)
    batches = [cohort.batch(turn) for step in range(2) for turn in cohort.game.turns(step)]
    assert len(batches) == 6
    for one, other in combinations(batches, 2):
        assert not torch.equal(one.latent, other.latent)
        assert not torch.equal(one.real, other.real)
        ours, theirs = flat(one), flat(other)
        assert not any(torch.equal(ours[k], theirs[k]) for k in ours.keys() & theirs.keys())


NOISE = {"instance-noise": {"sigma": 0.5}}
STRONG = {"instance-noise": {"sigma": 2.0}}


@pytest.mark.parametrize("others", [["ttur"], ["label-flipping"], ["ema", "gradient-penalty"]])
@pytest.mark.parametrize("turned", [False, True])
def test_a_stabilizer_draws_the_same_whatever_stands_beside_it(others, turned, small, cohort_of):
    both = [NOISE, *others] if turned else [*others, NOISE]
    alone, beside = (
        cohort_of("non-saturating", small, [0, 1], stabilizers=stabilizers)
        for stabilizers in ([NOISE], both)
    )
    for role in ("discriminator", "generator"):
        ours, theirs = (noise_of(cohort, role, 0) for cohort in (alone, beside))
        assert ours
        assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_equal_stabilizers_are_numbered_and_draw_their_own(small, cohort_of):
    one, two = (
        noise_of(
            cohort_of("non-saturating", small, [0, 1], stabilizers=stabilizers), "discriminator", 0
        )
        for stabilizers in ([NOISE], ["ttur", NOISE, STRONG])
    )
    first, second = "fake/instance-noise/noise", "fake/instance-noise#2/noise"
    assert torch.equal(one[first], two[first])
    assert not torch.equal(two[first], two[second])


@pytest.mark.parametrize(
    ("stabilizer", "name", "mean", "variance", "within"),
    [
        ("instance-noise", "real/instance-noise/noise", 0.0, 1.0, (-6.0, 6.0)),
        ("label-flipping", "penalty/label-flipping/real", 0.5, 1 / 12, (0.0, 1.0)),
    ],
)
def test_noise_has_its_distribution(stabilizer, name, mean, variance, within, small, cohort_of):
    workload = replace(small, batch=20_000)
    cohort = cohort_of("non-saturating", workload, [0], stabilizers=[stabilizer])
    numbers = noise_of(cohort, "discriminator", 0)[name][0]
    assert numbers.mean().item() == pytest.approx(mean, abs=0.03)
    assert numbers.var().item() == pytest.approx(variance, rel=0.05)
    assert within[0] <= numbers.min() <= numbers.max() <= within[1]


def test_uniform_codes_lie_between_minus_one_and_one(small, cohort_of):
    workload = replace(small, prior=replace(small.prior, kind="uniform"), batch=5000)
    codes = batch_of(cohort_of("vanilla", workload, [0]), "generator", 0).latent[0]
    assert codes.mean().item() == pytest.approx(0, abs=0.03)
    assert codes.var().item() == pytest.approx(1 / 3, rel=0.05)
    assert codes.abs().max() <= 1
