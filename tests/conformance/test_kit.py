"""What is wrong fails the check that is about it, with a reason and a mend; what ships passes."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch

from ganbench.conformance import kit
from ganbench.conformance.kit import CHECKS, run
from ganbench.conformance.subject import Subject
from ganbench.losses.loss import Loss
from ganbench.losses.non_saturating import NonSaturating
from ganbench.methods import METHODS, Part
from ganbench.metrics import METRICS
from ganbench.networks import MLP
from ganbench.registry import Registry
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.workloads import WORKLOADS, Target

CALLS = []
SEEN = []


def unwrapped(x: torch.Tensor) -> torch.Tensor:
    """The tensor of all seeds together, which a hook is not meant to see."""
    functorch = torch._C._functorch
    while functorch.is_functorch_wrapped_tensor(x):
        x = functorch.get_unwrapped(x)
    return x


@dataclass(frozen=True)
class Counts(Stabilizer):
    """Counts its calls in the module."""

    def penalty(self, discriminator, seen):
        CALLS.append(1)
        return 0.1 * len(CALLS) * seen.real_logits.square().mean()


@dataclass(frozen=True)
class CountsOnItself(Stabilizer):
    """Counts its calls on the object, which two runs would not show."""

    def penalty(self, discriminator, seen):
        object.__setattr__(self, "calls", getattr(self, "calls", 0) + 1)
        return 0.1 * self.calls * seen.real_logits.square().mean()


@dataclass(frozen=True)
class InfiniteSlope(Stabilizer):
    """A root at 0."""

    def penalty(self, discriminator, seen):
        return (seen.real_logits - seen.real_logits).square().sum().sqrt()


@dataclass(frozen=True)
class MixesSeeds(Stabilizer):
    """Passes the logits of all seeds on through a global."""

    def penalty(self, discriminator, seen):
        SEEN[:] = [unwrapped(seen.real_logits).detach().mean()]
        return seen.real_logits.square().mean() * (1 + SEEN[0])


@dataclass(frozen=True)
class LooksAtNumbers(Stabilizer):
    """Branches on a tensor's value."""

    def penalty(self, discriminator, seen):
        return seen.real_logits.square().mean() * seen.step.item()


@dataclass(frozen=True)
class UsesNumpy(Stabilizer):
    """Leaves torch for a mean."""

    def penalty(self, discriminator, seen):
        return seen.real_logits.mean() * float(seen.fake_logits.detach().numpy().mean())


@dataclass(frozen=True)
class DrawsItsOwn(Stabilizer):
    """Draws from torch's global stream."""

    def penalty(self, discriminator, seen):
        return seen.real_logits.square().mean() * torch.rand(())


@dataclass(frozen=True)
class Grows(Stabilizer):
    """Its memory grows."""

    def begin(self, players):
        return {"logits": players.generator.params.new_zeros(1)}

    def after_discriminator(self, memory, players, real_logits, fake_logits):
        return {"logits": torch.cat([memory["logits"], real_logits[:1]])}


@dataclass(frozen=True)
class Stuck(NonSaturating):
    """A generator that learns nothing."""

    def generator(self, fake_logits, real_logits):
        return super().generator(fake_logits.detach(), real_logits)


@dataclass
class Thawed(Stabilizer):
    limit: object = np.inf


@dataclass(frozen=True)
class Needy(Stabilizer):
    """Has a parameter without a default."""

    weight: float


@dataclass(frozen=True)
class Half(Loss):
    """Has no generator's loss."""

    def discriminator(self, real_logits, fake_logits):
        return real_logits.mean()


def checked(kind, thing, name, monkeypatch):
    """Registers a thing for the length of a test and runs one check on it."""
    from ganbench.kinds import KINDS

    registry: Registry = KINDS[kind].registry
    monkeypatch.setattr(registry, "_added", {**registry._added, "wrong": (thing, __file__)})
    check = {check.name: check for check in CHECKS[kind]}[name]
    return check(Subject(kind, "wrong", thing))


@pytest.mark.parametrize(
    ("thing", "check", "reason", "mend"),
    [
        (Counts, "determinism", "called again with the same state", "through the memory"),
        (CountsOnItself, "determinism", "called again", "kept on the object"),
        (DrawsItsOwn, "determinism", "called again", "noise comes from"),
        (DrawsItsOwn, "cohort", "random operation", "`penalty_draws`"),
        (InfiniteSlope, "finite", "the discriminator's update in step 1 is not finite", "root"),
        (MixesSeeds, "cohort", "seed 3 has other numbers in a cohort", "for one seed"),
        (UsesNumpy, "hooks", "data pointer", "no `.item()`, `float()`, `.numpy()`"),
        (LooksAtNumbers, "meta", "cannot be called on meta", "Keep numbers in tensors"),
        (Grows, "meta", "a memory logits of shape [1], as `begin` gives it", "shapes"),
        (Thawed, "interface", "the dataclass can be changed", "frozen=True"),
        (Thawed, "interface", "there is no docstring", "the formula"),
        (Thawed, "interface", "do not survive JSON", "finite"),
        (Needy, "interface", "no default for weight", "a default"),
        (Stabilizer, "interface", "expected a dataclass that extends Stabilizer", "frozen=True"),
    ],
)
def test_a_wrong_stabilizer_fails_the_check_that_is_about_it(
    thing, check, reason, mend, monkeypatch
):
    result = checked("stabilizer", thing, check, monkeypatch)
    assert (result.name, result.status) == (check, "failed")
    assert reason in result.reason
    assert mend in result.mend


def test_what_mixes_seeds_passes_all_that_looks_at_one_run_only(monkeypatch):
    for check in ("meta", "finite", "determinism"):
        assert checked("stabilizer", MixesSeeds, check, monkeypatch).status == "passed"


def test_checks_that_would_say_the_same_again_are_not_tried(monkeypatch):
    checked("stabilizer", InfiniteSlope, "interface", monkeypatch)  # registers it
    results = {r.name: r for r in run(Subject("stabilizer", "wrong", InfiniteSlope))}
    assert [r.name for r in results.values() if r.status == "failed"] == ["finite"]
    assert results["cohort"].reason == "not tried before 'finite' is mended"


def test_hidden_randomness_is_not_taken_for_a_kink(monkeypatch):
    @dataclass(frozen=True)
    class RandomDecay(Stabilizer):
        """Decays weights as fast as torch's global stream says."""

        def penalty(self, discriminator, seen):
            return discriminator.params.square().sum() * torch.rand(())

    result = checked("stabilizer", RandomDecay, "dirac", monkeypatch)
    assert "the Jacobian is random" in result.reason
    results = {r.name: r for r in run(Subject("stabilizer", "wrong", RandomDecay))}
    assert results["dirac"].reason == "not tried before 'determinism' is mended"


def test_an_infinite_jacobian_is_not_taken_for_a_kink(monkeypatch):
    result = checked("stabilizer", InfiniteSlope, "dirac", monkeypatch)
    assert "the Jacobian at the equilibrium is not finite" in result.reason


@pytest.mark.parametrize(
    ("thing", "check", "reason"),
    [
        (Stuck, "finite", "the generator did not move"),
        (Half, "interface", "these are not defined: generator"),
        (NonSaturating(), "interface", "expected a dataclass"),
    ],
)
def test_a_wrong_loss(thing, check, reason, monkeypatch):
    result = checked("loss", thing, check, monkeypatch)
    assert result.status == "failed"
    assert reason in result.reason


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (replace(METHODS["wgan"], title=" "), "`title` is empty"),
        (replace(METHODS["wgan"], idea="magic"), "the idea is 'magic'"),
        ("wgan", "expected a Recipe, found str"),
        (replace(METHODS["wgan"], loss=Part("minmax")), "there is no loss 'minmax'"),
    ],
)
def test_a_wrong_recipe(thing, reason, monkeypatch):
    result = checked("method", thing, "interface", monkeypatch)
    assert result.status == "failed"
    assert reason in result.reason


@pytest.mark.parametrize(
    ("part", "reason", "mend"),
    [
        (Part("r1", {"gama": 1}), "expected one of the keys gamma", "Did you mean 'gamma'?"),
        (Part("r1", {"gamma": "x"}), "expected a number, found 'x'", "`ganbench show`"),
        (Part("r11"), "there is no stabilizer 'r11'", "Did you mean 'r1'?"),
    ],
)
def test_a_recipe_of_parts_that_are_none_fails_at_its_interface(part, reason, mend, monkeypatch):
    wrong = replace(METHODS["wgan"], stabilizers=(part,))
    result = checked("method", wrong, "interface", monkeypatch)
    assert result.status == "failed"
    assert reason in result.reason
    assert result.mend.startswith(mend)


def test_nothing_is_tried_before_the_interface_is_mended(monkeypatch):
    checked("stabilizer", Needy, "interface", monkeypatch)  # registers it
    results = list(run(Subject("stabilizer", "wrong", Needy)))
    assert [r.name for r in results if r.status == "failed"] == ["interface"]
    assert {r.reason for r in results[1:]} == {"not tried before 'interface' is mended"}


RING8 = WORKLOADS["ring8"]


@pytest.mark.parametrize(
    ("thing", "check", "reason"),
    [
        (replace(RING8, shape=(3,)), "data", "the data have the shape (2,)"),
        (replace(RING8, dataset="nothing"), "data", "There is no data set 'nothing'"),
        (replace(RING8, generator=MLP((64, 8, 3))), "networks", "the generator makes (512, 3)"),
        (replace(RING8, discriminator=MLP((2, 8, 2))), "networks", "the discriminator makes"),
        (replace(RING8, metrics=("kid-digits",)), "evaluation", "does not suit the data set"),
        (replace(RING8, metrics=("mods",)), "interface", "Did you mean 'modes'?"),
        (
            replace(RING8, target=Target.of({"jensen-shannon": 0.1, "fid": 1.0})),
            "interface",
            "is not measured",
        ),
    ],
)
def test_a_wrong_workload(thing, check, reason, monkeypatch):
    result = checked("workload", thing, check, monkeypatch)
    assert result.status == "failed"
    assert reason in result.reason
    assert result.mend


FRECHET = replace(METRICS["frechet"], name="wrong")


@pytest.mark.parametrize(
    ("thing", "check", "reason"),
    [
        (replace(FRECHET, direction="higher"), "noise", "higher is said to be better"),
        (replace(FRECHET, compute=lambda fake, real: 1.0), "noise", "copies of one sample 1"),
        (
            replace(FRECHET, direction="higher", compute=lambda fake, real: float(fake.max())),
            "noise",
            "higher is said to be better",
        ),
        (replace(FRECHET, compute=lambda fake, real: float("nan")), "values", "score nan"),
        (replace(FRECHET, compute=lambda fake, real: 1.0), "interface", "no docstring"),
        (replace(FRECHET, name="other"), "interface", "calls itself 'other'"),
        (replace(FRECHET, needs="dots"), "interface", "`needs` is 'dots'"),
    ],
)
def test_a_wrong_metric(thing, check, reason, monkeypatch):
    result = checked("metric", thing, check, monkeypatch)
    assert result.status == "failed"
    assert reason in result.reason
    assert result.mend


@pytest.mark.parametrize("name", list(METRICS))
def test_metrics_that_ship_pass(name):
    if METRICS[name].features == "fashion":
        pytest.skip("needs files that may not be here")
    results = list(run(Subject("metric", name, METRICS[name])))
    assert [r for r in results if r.status == "failed"] == []


@pytest.mark.parametrize("name", ["ring8", "digits", "grid25-pacgan"])
def test_workloads_that_ship_pass(name):
    results = list(run(Subject("workload", name, WORKLOADS[name])))
    assert {r.status for r in results} == {"passed"}, results


def test_a_method_that_ships_passes():
    results = list(run(Subject("method", "vanilla", METHODS["vanilla"])))
    assert [r.name for r in results] == [check.name for check in kit.CHECKS["method"]]
    assert {r.name: r.status for r in results if r.status != "passed"} == {
        "dirac": "info",
        "nearby": "info",
    }
    assert "of non-saturating" in results[-1].reason


def test_a_game_without_a_jacobian_is_told_and_not_judged():
    check = {check.name: check for check in CHECKS["stabilizer"]}["dirac"]
    result = check(Subject("stabilizer", "gradient-penalty", None))
    assert (result.status, result.mend) == ("info", "")
    assert "not smooth" in result.reason
    assert "changes the shape" in check(Subject("stabilizer", "packing", None)).reason
    assert (
        "circles (a gradient step of each, of rates 0.0005"
        in check(Subject("stabilizer", "ttur", None)).reason
    )
    assert (
        "the linearisation does not decide" in check(Subject("loss", "least-squares", None)).reason
    )
    assert "look back" in check(Subject("stabilizer", "optimism", None)).reason
    assert "-9.9749" in check(Subject("stabilizer", "r1", None)).reason
