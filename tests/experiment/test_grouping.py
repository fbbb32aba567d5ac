"""Which trials train together: those whose recorded steps are one."""

import math
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from ganbench.experiment.grouping import groups
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.trial import Trial
from ganbench.losses.hinge import Hinge
from ganbench.losses.least_squares import LeastSquares
from ganbench.losses.minimax import Minimax
from ganbench.methods.method import Method
from ganbench.optimizers import SGD, Adam
from ganbench.optimizers.momentum import Momentum
from ganbench.schedules import Cosine, Linear
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.noise import Draw
from ganbench.stabilizers.packing import Packing
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.ttur import TTUR

ADAM = Adam(1e-3)


@dataclass(frozen=True)
class Branching(Stabilizer):
    """A penalty that looks at one of its numbers, and hands another to Python."""

    weight: float = 1.0
    power: float = 1.0
    scale: float = 1.0

    def penalty(self, discriminator: object, inputs: object) -> Tensor | None:
        if self.power > 2:
            return None
        return self.weight * math.sqrt(self.scale) * inputs.real_logits.square().mean()


@dataclass(frozen=True)
class Configuring(Stabilizer):
    """A number decides how the discriminator moves."""

    weight: float = 1.0

    def configure(self, settings):
        nesterov = self.weight > 1
        return replace(settings, discriminator=Momentum(1e-3, 0.5, nesterov=nesterov))


@dataclass(frozen=True)
class Asks(Stabilizer):
    """Asks for noise, or for none, by its number."""

    weight: float = 1.0

    def penalty_draws(self, shapes):
        return {"noise": Draw("normal", (2,))} if self.weight > 1 else {}

    def penalty(self, discriminator, inputs):
        return self.weight * inputs.real_logits.square().mean()


@dataclass(frozen=True)
class Uncompared(Stabilizer):
    """Two that differ are equal to Python."""

    times: int = field(default=1, compare=False)

    def penalty(self, discriminator, inputs):
        return self.times * inputs.real_logits.square().mean()


@pytest.fixture
def alike(small):
    """The number of groups that methods of these parts make on one workload."""

    def count(*methods):
        trials = [
            Trial(
                Method(str(i), loss, stabilizers, optimizer, optimizer, steps),
                small,
                seed,
                Budget(1),
                Evaluation(1),
            )
            for i, (loss, stabilizers, optimizer, steps) in enumerate(methods)
            for seed in (0, 1)
        ]
        found = groups(trials)
        assert sorted(t.id for t in trials) == sorted(t.id for group in found for t in group)
        return len(found)

    return count


def one(*stabilizers, loss=Minimax(), optimizer=ADAM, steps=1):  # noqa: B008 - frozen
    return loss, stabilizers, optimizer, steps


@pytest.mark.parametrize(
    ("methods", "number"),
    [
        ([one(optimizer=Adam(1e-3)), one(optimizer=Adam(1e-2, 0.5, 0.99, 1e-6))], 1),
        ([one(optimizer=Adam(1e-3)), one(optimizer=SGD(1e-3))], 2),
        ([one(R1(1.0)), one(R1(2.0)), one(R1(0.0))], 1),
        ([one(R1(1.0)), one()], 2),
        ([one(loss=LeastSquares(0, 1, 1)), one(loss=LeastSquares(-1, 1, 0))], 1),
        ([one(loss=Hinge()), one()], 2),
        ([one(TTUR(1e-3, 2e-3)), one(TTUR(3e-3, 1e-4))], 1),
        ([one(steps=1), one(steps=2)], 2),
        ([one(InstanceNoise(0.1)), one(InstanceNoise(0.2))], 1),
        ([one(InstanceNoise(0.1)), one(InstanceNoise(0.1, anneal=5))], 2),
        ([one(Packing(2)), one(Packing(4))], 2),
        # a branch on the target, and none on the weight
        ([one(GradientPenalty(1.0, 1.0)), one(GradientPenalty(2.0, 1.0))], 1),
        ([one(GradientPenalty(1.0, 1.0)), one(GradientPenalty(1.0, 0.0))], 2),
        # weights of 0 ask for no noise
        ([one(Consistency(1.0, 0.0, "noise")), one(Consistency(1.0, 2.0, "noise"))], 2),
        ([one(Branching(1.0)), one(Branching(2.0))], 1),
        ([one(Configuring(1.0)), one(Configuring(0.5))], 1),
        ([one(Configuring(1.0)), one(Configuring(2.0))], 2),
        ([one(Branching(power=1.0)), one(Branching(power=1.5))], 2),
        ([one(Branching(scale=1.0)), one(Branching(scale=1.5))], 2),
        ([one(optimizer=Adam(Linear(1e-3, 0, 9))), one(optimizer=Adam(Linear(2e-3, 0, 9)))], 1),
        ([one(optimizer=Adam(Linear(1e-3, 0, 9))), one(optimizer=Adam(Linear(1e-3, 0, 8)))], 2),
        ([one(optimizer=Adam(Linear(1e-3, 0, 9))), one(optimizer=Adam(1e-3))], 2),
        ([one(R1(Cosine(1.0, 0.1, 9))), one(R1(Cosine(1.0, 0.2, 9)))], 1),
        ([one(Asks(0.5)), one(Asks(0.7))], 1),
        ([one(Asks(0.5)), one(Asks(2.0))], 2),
        # whatever a plugin says of its equality, its numbers are what it is
        ([one(Uncompared(times=1)), one(Uncompared(times=2))], 2),
    ],
)
def test_trials_that_differ_in_inputs_of_the_step_alone_are_together(methods, number, alike):
    assert alike(*methods) == number


def test_what_makes_no_sense_on_the_workload_is_not_mixed(alike):
    assert alike(one(Packing(3)), one(Packing(5))) == 2


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(0, 9))))
def test_groups_hold_every_trial_once_and_one_workload_each(keys):
    from ganbench.conformance.subject import small_workloads

    workload = small_workloads()[0]
    losses = {"a": Minimax(), "b": Hinge()}
    trials = [
        Trial(
            Method(m, losses[m], (), ADAM, ADAM),
            replace(workload, name=w),
            s,
            Budget(1),
            Evaluation(1),
        )
        for m, w, s in keys
    ]
    found = groups(trials)
    assert sorted(map(id, trials)) == sorted(id(t) for group in found for t in group)
    assert all(len({(t.method, t.workload) for t in group}) == 1 for group in found)
    assert len(found) == len({(m, w) for m, w, _ in keys})
