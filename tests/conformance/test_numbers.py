"""`ganbench check` says which numbers are inputs, and notices a part that treats them otherwise."""

from dataclasses import dataclass

import pytest

from ganbench.conformance.numbers import check_numbers
from ganbench.conformance.subject import Subject
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.stabilizer import Stabilizer


def verdict(name, kind="stabilizer"):
    return check_numbers(Subject(kind, name, None))


@pytest.mark.parametrize("name", ["r1", "instance-noise", "unrolling", "ema", "lecam"])
def test_all_numbers_of_most_parts_are_inputs(name):
    assert verdict(name).status == "passed"


def test_they_are_named():
    assert "stabilizers/r1/gamma" in verdict("r1").reason
    assert "loss/believed" in verdict("least-squares", "loss").reason


def test_constants_are_named():
    found = verdict("gradient-penalty")
    assert found.status == "info"
    assert "grouped: stabilizers/gradient-penalty/target." in found.reason


@dataclass(frozen=True)
class Typed(R1):
    """Knows floats only."""

    def penalty(self, discriminator, inputs):
        gamma = self.gamma if isinstance(self.gamma, float) else 7.0
        return gamma * inputs.real_logits.square().mean()


def test_a_part_that_takes_inputs_for_something_else_fails(monkeypatch):
    monkeypatch.setitem(STABILIZERS._added, "typed", (Typed, "here"))
    found = verdict("typed")
    assert found.status == "failed"
    assert "isinstance" in found.mend


@dataclass(frozen=True)
class Seldom(Stabilizer):
    """Knows floats only, and acts at every fifth step."""

    share: float = 0.5

    def correct(self, players, memory, step):
        share = self.share if isinstance(self.share, float) else 0.0
        due = (step % 5 == 0) * share
        return players._replace(generator=shrunk(players.generator, due)), memory


def shrunk(player, share):
    return player._replace(params=player.params * (1 - share))


def test_what_acts_now_and_then_is_seen(monkeypatch):
    monkeypatch.setitem(STABILIZERS._added, "seldom", (Seldom, "here"))
    assert verdict("seldom").status == "failed"
