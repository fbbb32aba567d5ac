"""The second law: from near the equilibrium, what has a proof comes back to it and nowhere else."""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ganbench.dynamics.nearby import AWAY, RATE, path, returns
from ganbench.losses.loss import Loss
from ganbench.losses.non_saturating import NonSaturating
from ganbench.losses.relativistic_pairing import RelativisticPairing
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.logit_centring import LogitCentring
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r1_r2 import R1R2
from ganbench.stabilizers.r2 import R2
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.weight_clipping import WeightClipping
from ganbench.stabilizers.weight_decay import WeightDecay

PAGE = Path(__file__).parents[2] / "docs" / "equilibrium.md"
ROWS = [line.split("|")[1:-1] for line in PAGE.read_text("utf-8").splitlines() if "| `" in line]
NEARBY = {name.strip().strip("`"): nearby.strip() for name, _, nearby, _ in ROWS}
NEITHER = "—"
STAYS = {name.strip().strip("`") for name, stays, *_ in ROWS if stays.strip() == "yes"}


def recipe(name: str, *stabilizers: Stabilizer) -> Method:
    own = METHODS[name].build(name)
    return replace(own, stabilizers=stabilizers) if stabilizers else own


@pytest.mark.parametrize("name", list(METHODS))
def test_a_method_goes_from_nearby_where_the_table_says(name):
    """As it is in the catalogue, with every default."""
    found, said = returns(recipe(name)), NEARBY[name]
    if said == NEITHER:
        assert isinstance(found, str) or name not in STAYS
        return
    assert not isinstance(found, str), found
    assert found[0].tendency == said, found
    if said == "comes back":
        assert {it.tendency for it in found} == {"comes back"}, found


FACTORS = {
    "vanilla": 1.0,
    # sqrt(1 + h^2/4)
    "simultaneous": math.sqrt(1 + RATE**2 / 4),
    # R1's mu^2 + gamma mu + 1/4 = 0, its slow root, but for terms of h^2
    "r1": 1 - RATE * (5 - math.sqrt(24.75)),
    # alternating, its pair of eigenvalues has the product of the damping alone
    "weight-decay": math.sqrt(1 - RATE * 1e-4),
    "instance-noise": math.sqrt(1 - RATE * 0.5 * 0.1**2),
    "unrolled-1": 1 - RATE**2 / 4,
    "extra-adam": 1 - RATE**2 / 8,
}


@pytest.mark.parametrize("name", FACTORS)
def test_the_factor_of_a_step_is_the_one_worked_out_by_hand(name):
    at_zero, *_ = returns(recipe(name))
    assert at_zero.factor == pytest.approx(FACTORS[name], abs=1e-8)


PROVEN = {
    "r1": (recipe("r1", R1(1.0)), 0.8, 130),
    "r2": (recipe("r2", R2(1.0)), 0.8, 130),
    "r3gan": (recipe("r3gan", R1R2(0.5)), 0.8, 100),
    "r1-r2-finite-differences": (
        recipe("r1-r2-finite-differences", FiniteDifferences(0.25, 0.25), LogitCentring()),
        0.8,
        250,
    ),
    "rpgan-r1-r2": (recipe("rpgan-r1-r2", R1(0.5), R2(0.5)), 0.8, 100),
    "roth": (recipe("roth", Roth(2.0)), 0.8, 130),
    "zero-gp": (recipe("zero-gp", GradientPenalty(0.5, target=0.0)), 0.8, 130),
    "weight-decay": (recipe("weight-decay", WeightDecay(1.0)), 0.8, 130),
    "instance-noise": (recipe("instance-noise", InstanceNoise(1.4)), 0.8, 130),
    "cr": (recipe("cr", Consistency(0.5, 0.0, transform="noise", sigma=1.0)), 0.8, 130),
    "bcr": (recipe("bcr", Consistency(0.25, 0.25, transform="noise", sigma=1.0)), 0.8, 130),
    "conopt": (recipe("conopt", Consensus(1.0)), 0.5, 220),
    "sga": (recipe("sga"), 0.6, 190),
    "ogda": (recipe("ogda"), 0.5, 500),
    "extra-adam": (recipe("extra-adam"), 0.8, 250),
    "unrolled": (recipe("unrolled"), 0.4, 130),
    "unrolled-1": (recipe("unrolled-1"), 0.8, 120),
    "unrolled-10": (recipe("unrolled-10"), 0.2, 280),
}
"""Methods with weights and a rate of gradient descent at which a few hundred steps are enough."""


SAME = {"unrolled-5", "optimistic-adam"}
"""As `unrolled`, by another name, and as `ogda` where gradient descent takes Adam's place."""


def test_every_method_that_the_table_says_comes_back_is_played():
    said = {name for name, said in NEARBY.items() if said == "comes back"}
    assert said | {"cr", "bcr"} == {*PROVEN, *SAME}


@pytest.mark.parametrize("name", PROVEN)
def test_what_has_a_proof_comes_back_to_the_data_and_to_a_flat_discriminator(name):
    method, rate, steps = PROVEN[name]
    found = path(method, rate, steps, places=(0.0, 1.0, -1.0))
    assert found.distances[0].tolist() == [AWAY] * 3
    assert found.distances[-1].max() < 1e-6
    if not METHODS[name].loss.name.startswith(
        "relativistic"
    ):  # a relativistic loss has no best constant
        assert found.constants.max() < 1e-6


@pytest.mark.parametrize(
    "method",
    [
        recipe("vanilla"),
        recipe("hinge"),
        recipe("wgan", WeightClipping(1.0)),
        recipe("simultaneous"),
        recipe("ttur"),
    ],
    ids=lambda method: method.name,
)
def test_what_has_none_does_not(method):
    distances = path(method, 0.5, 300).distances[:, 0]
    assert distances[-60:].max() > 0.4


@dataclass(frozen=True)
class Blind(NonSaturating):
    """A generator that sees no slope."""

    def generator(self, fake_logits, real_logits):
        return super().generator(fake_logits.detach(), real_logits)


@dataclass(frozen=True)
class Contrary(NonSaturating):
    """A generator that goes the wrong way."""

    def generator(self, fake_logits, real_logits):
        return -super().generator(fake_logits, real_logits)


@pytest.mark.parametrize(("loss", "tendency"), [(Blind, "stands still"), (Contrary, "leaves")])
def test_a_generator_that_does_not_follow_the_discriminator_is_told(loss: type[Loss], tendency):
    found = returns(Method("wrong", loss()))
    assert [it.tendency for it in found] == [tendency] * 3


def test_what_takes_pictures_or_compares_samples_is_not_played():
    assert "pictures or hidden layers" in path(recipe("diff-augment"), 0.1, 1)
    assert "pictures or hidden layers" in returns(recipe("leaky-relu-d"))
    assert "D compares samples" in returns(recipe("minibatch-stddev"))


def test_noise_of_real_samples_is_not_that_of_generated_ones():
    """D(x + e) - D(G(z) + e') damps where e and e' are independent; with one noise it circles."""
    noisy = Method("it", RelativisticPairing(), (InstanceNoise(1.0),))
    assert {each.tendency for each in returns(noisy)} == {"comes back"}
    assert {each.tendency for each in returns(Method("it", RelativisticPairing()))} == {"circles"}


def test_the_distance_is_that_of_the_player_who_is_further_away():
    """On a circle around the equilibrium neither player's own distance stays above 0, theirs do."""
    distances = path(recipe("vanilla"), 0.05, 400, places=(0.0, 1.0)).distances[:, 0]
    assert distances.min() > 0.9 * AWAY
