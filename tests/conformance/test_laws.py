from dataclasses import dataclass

import pytest

from ganbench.conformance.laws import check_equilibrium, check_nearby
from ganbench.conformance.subject import Subject
from ganbench.kinds import KINDS
from ganbench.losses.non_saturating import NonSaturating
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class PullsToZero(Stabilizer):
    """A pull that nobody sees where the data lie at 0."""

    def generator_penalty(self, discriminator, inputs):
        return inputs.fake.mean() ** 2


@dataclass(frozen=True)
class PullsByDesign(PullsToZero):
    """The same, on purpose."""

    rests_elsewhere = "it wants samples near 0"


@dataclass(frozen=True)
class SpoilsSquares(Stabilizer):
    """A weight decay that does not say so: harmless where the best constant is 0."""

    def penalty(self, discriminator, inputs):
        return discriminator.params.square().sum()


@dataclass(frozen=True)
class Contrary(NonSaturating):
    """A generator that goes the wrong way."""

    def generator(self, fake_logits, real_logits):
        return -super().generator(fake_logits, real_logits)


@pytest.fixture
def subject(monkeypatch):
    def registered(kind: str, thing: type) -> Subject:
        registry = KINDS[kind].registry
        monkeypatch.setattr(registry, "_added", {**registry._added, "wrong": (thing, __file__)})
        return Subject(kind, "wrong", thing)

    return registered


def test_what_does_not_rest_at_the_equilibrium_fails_with_place_and_numbers(subject):
    verdict = check_equilibrium(subject("stabilizer", PullsToZero))
    assert verdict.status == "failed"
    for words in ("p_G = p_data", "data around 3.5", "generated samples move by 0.7", "expected"):
        assert words in verdict.reason
    for words in ("left out", "detach", "`rests_elsewhere`"):
        assert words in verdict.mend


def test_what_rests_elsewhere_by_design_is_told_and_not_judged(subject):
    verdict = check_equilibrium(subject("stabilizer", PullsByDesign))
    assert (verdict.status, verdict.mend) == ("info", "")
    assert "by design: it wants samples near 0" in verdict.reason
    assert "0.7" in verdict.reason


@pytest.mark.parametrize(
    ("kind", "name", "status", "words"),
    [
        ("method", "unrolled", "passed", "around 1, -2, 3.5 and D = 0 there"),
        ("method", "label-smoothing", "passed", "D = -0.201 there"),
        ("loss", "least-squares", "passed", "D = 0.5 there"),
        ("stabilizer", "r1", "passed", "nobody moves"),
        ("method", "wgan-gp", "info", "from a slope of 1e-20"),
        ("stabilizer", "weight-decay", "info", "with the loss LeastSquares"),
        ("stabilizer", "spectral-norm", "info", "by design"),
    ],
)
def test_parts_that_ship(kind, name, status, words):
    verdict = check_equilibrium(Subject(kind, name, None))
    assert verdict.status == status, verdict
    assert words in verdict.reason


def test_a_stabilizer_that_spoils_another_loss_than_its_own_is_found(subject):
    verdict = check_equilibrium(subject("stabilizer", SpoilsSquares))
    assert verdict.status == "failed"
    assert "with the loss LeastSquares" in verdict.reason


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("method", "r1", "comes back at 0 (times 0.9999749"),
        ("method", "vanilla", "circles at 0 (times 1.000000000 a step), comes back at 1"),
        ("method", "wgan-gp", "there is no rest to come back to"),
        ("method", "diff-augment", "pictures"),
    ],
)
def test_where_parts_that_ship_go_from_nearby(kind, name, words):
    verdict = check_nearby(Subject(kind, name, None))
    assert verdict.status == "info"
    assert words in verdict.reason


def test_a_generator_that_goes_the_wrong_way_leaves(subject):
    assert "leaves at 0" in check_nearby(subject("loss", Contrary)).reason
