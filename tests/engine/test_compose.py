"""A method on a workload is a game, or there is a reason why not."""

from dataclasses import dataclass

import pytest
import torch

from ganbench.engine.compose import Incompatible, compose, incompatibility, modified
from ganbench.engine.game import Game
from ganbench.errors import GanbenchError
from ganbench.losses.hinge import Hinge
from ganbench.methods.method import Method
from ganbench.optimizers import SGD
from ganbench.stabilizers.ema import EMA
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.label_smoothing import LabelSmoothing
from ganbench.stabilizers.minibatch_stddev import MinibatchStddev
from ganbench.stabilizers.packing import Packing
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.simultaneous import Simultaneous
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.uniform_average import UniformAverage


@dataclass(frozen=True)
class SteepestSlope(Stabilizer):
    """One that is not registered."""

    answer: object = None

    def incompatibility(self, combination):
        return self.answer


def test_optimizers_that_a_method_leaves_open_are_the_workloads(small):
    game = compose(Method("it", Hinge(), generator_optimizer=SGD(0.5)), small)
    assert isinstance(game, Game)
    assert game.settings.generator == SGD(0.5)
    assert game.settings.discriminator == small.discriminator_optimizer


def test_a_games_networks_are_those_that_the_stabilizers_give(small):
    method = Method("it", Hinge(), (Packing(2),))
    assert modified(method, small).discriminator == small.discriminator.packed(2)
    packs = torch.zeros(16, 4)
    discriminator = compose(method, small).discriminator
    assert discriminator(torch.zeros(discriminator.size), packs).shape == (16, 1)


@pytest.mark.parametrize(
    ("stabilizers", "reason"),
    [
        ((LabelSmoothing(),), "label-smoothing: the loss has no labels: it takes a cross-entropy"),
        ((R1(), MinibatchStddev()), "r1: D compares samples (minibatch stddev 4), so a slope"),
        ((MinibatchStddev(), R1()), "r1: D compares samples"),
        ((Simultaneous(), Extragradient()), "extragradient: simultaneous already decides how both"),
        ((EMA(), UniformAverage()), "uniform-average: ema already decides which generator"),
        ((SteepestSlope("because"),), "steepest-slope: because"),
    ],
)
def test_what_makes_no_sense_has_a_reason_and_whose_it_is(stabilizers, reason, small):
    method = Method("it", Hinge(), stabilizers)
    found = compose(method, small)
    assert isinstance(found, Incompatible)
    assert found.reason.startswith(reason)
    assert incompatibility(method, small) == found.reason


def test_a_reason_that_is_not_in_words_is_a_mistake(small):
    with pytest.raises(GanbenchError, match="'steepest-slope': `incompatibility` returned True"):
        compose(Method("it", Hinge(), (SteepestSlope(True),)), small)
