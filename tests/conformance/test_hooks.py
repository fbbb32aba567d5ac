"""What a hook returns is looked at before anything is made of it."""

import math
from dataclasses import dataclass

import pytest
import torch

from ganbench.conformance.kit import CHECKS, run
from ganbench.conformance.subject import Subject
from ganbench.kinds import KINDS
from ganbench.losses.loss import Loss
from ganbench.losses.non_saturating import NonSaturating
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.stabilizer import Stabilizer


def part(base, **hooks):
    """A frozen dataclass with these hooks."""
    return dataclass(frozen=True)(type("Made", (base,), {"__doc__": "Made here.", **hooks}))


@pytest.fixture
def check(monkeypatch):
    def check(kind, thing, name):
        register(kind, thing)
        return {c.name: c for c in CHECKS[kind]}[name](Subject(kind, "made", thing))

    def register(kind, thing):
        registry = KINDS[kind].registry
        monkeypatch.setattr(registry, "_added", {**registry._added, "made": (thing, __file__)})

    return check


def nothing(*arguments):
    return None


@pytest.mark.parametrize(
    ("hook", "function", "reason", "mend"),
    [
        ("penalty", nothing, "`penalty` returned None", "`return`"),
        ("generator_penalty", nothing, "`generator_penalty` returned None", "`return`"),
        ("penalty", lambda s, d, seen: 0.5, "returned float, expected a scalar tensor", "docs"),
        (
            "penalty",
            lambda s, d, seen: seen.real_logits,
            "`penalty` returned shape [32], expected a scalar",
            "Take `.mean()`.",
        ),
        (
            "generator_penalty",
            lambda s, d, made: made.fake,
            "`generator_penalty` returned shape [32, 2], expected a scalar",
            "Take `.mean()`.",
        ),
        (
            "penalty",
            lambda s, d, seen: seen.real_logits.sum() + math.nan,
            "`penalty` returned nan, expected a finite number",
            "Guard",
        ),
        (
            "penalty",
            lambda s, d, seen: seen.real_logits.mul_(2).mean(),
            "`penalty` changes what it is given in place",
            "new tensors",
        ),
        (
            "perturb",
            lambda s, x, noise, memory, step: x[:16],
            "`perturb` returned shape [16, 2] of [32, 2], and `perturbed_shape` says [32, 2]",
            "Let `perturbed_shape` return",
        ),
        ("begin", nothing, "`begin` returned None", "`return`"),
        (
            "after_discriminator",
            lambda s, m, p, r, f: r,
            "`after_discriminator` returned Tensor, expected a Mapping",
            "docstring",
        ),
        ("critic", lambda s, d: d.function, "expected a Critic", "docstring"),
        ("project", lambda s, p, m: p[:-1], "`project` returned shape [", "as many numbers"),
        (
            "averaged_generator",
            lambda s, g, m: g.sum(),
            "`averaged_generator` returned shape []",
            "as many",
        ),
        ("lookahead", lambda s, u, o, d: d.params, "expected a Player", "docstring"),
        ("play", lambda s, f, m, p, o: p, "expected both players and the memory", "docstring"),
        ("configure", nothing, "NoneType", "`return`"),
    ],
)
def test_a_wrong_result_is_told_in_words_of_the_hook(hook, function, reason, mend, check):
    result = check("stabilizer", part(Stabilizer, **{hook: function}), "hooks")
    assert result.status == "failed"
    assert reason in result.reason
    assert mend in result.mend


@pytest.mark.parametrize("player", ["discriminator", "generator"])
def test_a_loss_of_many_numbers(player, check):
    result = check("loss", part(NonSaturating, **{player: lambda s, a, b: a}), "hooks")
    assert result.reason == f"`{player}` returned shape [32], expected a scalar"
    assert result.mend == "Take `.mean()`."


def test_a_wrong_result_is_told_once(check):
    wrong = part(Stabilizer, penalty=lambda s, d, seen: seen.real_logits)
    check("stabilizer", wrong, "interface")
    results = list(run(Subject("stabilizer", "made", wrong)))
    assert [r.name for r in results if r.status == "failed"] == ["hooks"]
    assert {r.reason for r in results[2:]} == {"not tried before 'hooks' is mended"}


def test_a_part_with_slots_is_watched_too(check):
    @dataclass(frozen=True)
    class Slotted(Loss):
        """A loss without a `dict`."""

        __slots__ = ()

        def discriminator(self, real_logits, fake_logits):
            return torch.relu(fake_logits - real_logits).mean()

        def generator(self, fake_logits, real_logits):
            return -fake_logits

    assert "`generator` returned shape [32]" in check("loss", Slotted, "hooks").reason


@pytest.mark.parametrize(
    "penalty",
    [
        lambda s, d, seen: seen.real_logits.square().mean().detach(),
        lambda s, d, seen: 0.0 * seen.real_logits.square().mean(),
    ],
)
def test_what_changes_nothing_has_no_effect(penalty, check):
    result = check("stabilizer", part(Stabilizer, penalty=penalty), "effect")
    assert result.status == "failed"
    assert "it changes nothing: after 3 steps" in result.reason
    assert "`.detach()`" in result.mend


@pytest.mark.parametrize(
    "hooks",
    [
        {"penalty": lambda s, d, seen: 1e-3 * seen.real_logits.square().mean()},
        {"averaged_generator": lambda s, g, m: g / 2},
        # from step 1,000 on
        {"penalty": lambda s, d, seen: (seen.step > 1e3) * seen.real_logits.square().mean()},
    ],
)
def test_what_changes_anything_at_any_time_has_an_effect(hooks, check):
    assert check("stabilizer", part(Stabilizer, **hooks), "effect").status == "passed"


def test_what_suits_nothing_has_not_been_tried(check):
    never = part(Stabilizer, incompatibility=lambda self, combination: "never")
    result = check("stabilizer", never, "hooks")
    assert result.status == "failed"
    assert "nothing could be tried" in result.reason
    assert result.reason.endswith("made: never")


def test_a_reason_is_in_words(check):
    always = part(Stabilizer, incompatibility=lambda self, combination: True)
    result = check("stabilizer", always, "hooks")
    assert result.status == "failed"
    assert "`incompatibility` returned True, expected None or the reason" in result.reason


@pytest.mark.parametrize(
    ("hooks", "flat"),
    [
        (
            {"discriminator": lambda s, real, fake: fake.mean() + 0 * real.mean()},
            "discriminator's loss, real samples",
        ),
        (
            {"discriminator": lambda s, real, fake: fake.detach().mean() - real.mean()},
            "discriminator's loss, generated samples",
        ),
    ],
)
def test_a_loss_that_does_not_look_at_some_logits(hooks, flat, check):
    result = check("loss", part(NonSaturating, **hooks), "effect")
    assert (result.status, flat in result.reason) == ("failed", True)


def test_a_loss_that_looks_at_all_has_an_effect(check):
    assert check("loss", NonSaturating, "effect").status == "passed"


def test_what_breaks_late_is_not_finite(check):
    def late(self, discriminator, seen):
        return seen.real_logits.mean() * torch.where(seen.step > 50, float("nan"), 0.0)

    broken = part(Stabilizer, penalty=late)
    assert "in step 100001 is not finite" in check("stabilizer", broken, "finite").reason
    assert "`penalty` returned nan" in check("stabilizer", broken, "hooks").reason


def test_a_penalty_of_the_wrong_sign_is_asked_about(check):
    def reversed_r1(self, discriminator, seen):
        return -R1().penalty(discriminator, seen)

    def dirac(penalty):
        return check("stabilizer", part(Stabilizer, penalty=penalty), "dirac").reason

    assert "it moves away" in dirac(reversed_r1)
    assert dirac(reversed_r1).endswith("Is the sign right?")
    assert "sign" not in dirac(lambda self, d, seen: R1().penalty(d, seen))
