"""The real numbers of a game: found, exchanged, and constants where a part looks at them."""

import math
from dataclasses import dataclass, replace

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.engine.numbers import constants, numbers, with_inputs
from ganbench.optimizers import SGD, Adam
from ganbench.optimizers.optimistic import Optimistic
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.stabilizer import Stabilizer


@pytest.fixture
def game(small, game_of):
    return game_of(
        "lsgan",
        small,
        stabilizers=[R1(0.3), "ema"],
        generator_optimizer=SGD(0.1),
        discriminator_optimizer=Adam(0.2, 0.5),
    )


def test_every_number_has_a_path(game):
    assert numbers(game) == {
        "loss/fake": 0.0,
        "loss/real": 1.0,
        "loss/believed": 1.0,
        "stabilizers/r1/gamma": 0.3,
        "stabilizers/ema/decay": 0.999,
        "generator_optimizer/lr": 0.1,
        "discriminator_optimizer/lr": 0.2,
        "discriminator_optimizer/beta1": 0.5,
        "discriminator_optimizer/beta2": 0.999,
        "discriminator_optimizer/eps": 1e-8,
    }


def test_numbers_of_a_rule_within_a_rule_have_longer_paths(game):
    settings = replace(game.settings, generator=Optimistic(SGD(0.4)))
    assert numbers(replace(game, settings=settings))["generator_optimizer/inner/lr"] == 0.4


def test_numbers_of_equal_parts_are_told_apart(small, game_of):
    found = numbers(game_of("vanilla", small, stabilizers=[R1(1.0), R1(2.0)]))
    assert (found["stabilizers/r1/gamma"], found["stabilizers/r1#2/gamma"]) == (1.0, 2.0)


def test_a_game_of_inputs_takes_the_steps_of_a_game_of_numbers(game, small, cohort_of):
    from ganbench.conformance.subject import first_of

    other = {path: 0.7 * value for path, value in numbers(game).items()}
    cohort = cohort_of("lsgan", small, [0, 1], precision="float64")
    state = game.init(
        *(torch.randn(it.size, dtype=torch.float64) for it in (game.generator, game.discriminator))
    )
    inputs = {path: torch.tensor(value, dtype=torch.float64) for path, value in other.items()}

    def constant(part, path):
        from ganbench.part_numbers import with_numbers

        return with_numbers(part, path, other.get)

    for turn in game.turns(0):
        batch = first_of(cohort.batch(turn))
        ours = with_inputs(game, inputs).take(turn.role, state, batch)
        theirs = game.with_parts(constant).take(turn.role, state, batch)
        for a, b in zip(*map(pytree.tree_leaves, (ours, theirs)), strict=True):
            assert torch.equal(a, b)
        state = ours


@dataclass(frozen=True)
class Derives(Stabilizer):
    """Keeps what it makes of its number."""

    weight: float = 1.0

    def __post_init__(self):
        object.__setattr__(self, "_squared", self.weight**2)

    def penalty(self, discriminator, inputs):
        return self._squared * inputs.real_logits.square().mean()


def test_what_a_part_derives_of_a_number_follows_it(small, cohort_of):
    def ends(weight, settings=()):
        cohort = cohort_of("wgan", small, [0, 1], settings=settings, stabilizers=[Derives(weight)])
        return pytree.tree_leaves(cohort.step(cohort.init(), 0)), numbers(cohort.game)

    (expected, other), (_, own) = ends(3.0), ends(2.0)
    found, _ = ends(2.0, [own, other])
    assert all(torch.equal(a[1], b[1]) for a, b in zip(found, expected, strict=True))


@dataclass(frozen=True)
class Looks(Stabilizer):
    """Each of its numbers is used in another way."""

    arithmetic: float = 1.0
    branch: float = 1.0
    python: float = 1.0
    filled: float = 1.0
    unused: float = 1.0

    def penalty(self, discriminator, inputs):
        weight = self.arithmetic * (2.0 if self.branch > 0 else 1.0) * math.sqrt(self.python)
        return weight * (inputs.real_logits - torch.full((), self.filled)).square().mean()


def test_a_number_that_is_looked_at_is_a_constant_and_the_others_are_not(game, small):
    game = replace(game, stabilizers={"looks": Looks()})
    assert constants(game, small) == {
        f"stabilizers/looks/{n}" for n in ("branch", "python", "filled")
    }


@dataclass(frozen=True)
class Compares(Stabilizer):
    """Works with either of two numbers as an input, and not with both."""

    one: float = 1.0
    other: float = 2.0

    def penalty(self, discriminator, inputs):
        if not isinstance(self.one, float) and not isinstance(self.other, float):
            raise RuntimeError("one of them has to be known")
        return self.one * self.other * inputs.real_logits.square().mean()


def test_numbers_that_a_step_takes_only_one_by_one_are_constants(game, small):
    game = replace(game, stabilizers={"compares": Compares()})
    found = constants(game, small)
    assert {"stabilizers/compares/one", "stabilizers/compares/other"} <= found


def test_trials_of_one_cohort_agree_in_constants(small, cohort_of):
    own = {"gradient-penalty": {"target": 1.0}}
    plain = numbers(cohort_of("wgan", small, [0], stabilizers=[own]).game)
    other = {**plain, "stabilizers/gradient-penalty/target": 0.5}
    with pytest.raises(ValueError, match="not in: stabilizers/gradient-penalty/target"):
        cohort_of("wgan", small, [0, 1], settings=[plain, other], stabilizers=[own])
