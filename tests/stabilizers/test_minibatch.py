from dataclasses import replace

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.datasets import load
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import between, modified
from ganbench.engine.network import Network
from ganbench.engine.numerics import Numerics
from ganbench.networks import DCGANDiscriminator
from ganbench.networks.minibatch import DiscriminationLayer, StddevLayer
from ganbench.networks.several import Several
from ganbench.stabilizers.minibatch_discrimination import MinibatchDiscrimination
from ganbench.stabilizers.minibatch_stddev import MinibatchStddev
from ganbench.stabilizers.packing import Packing


def test_each_puts_its_layer_into_the_discriminator_only(small):
    for stabilizer, layer in (
        (MinibatchDiscrimination(7, 3, 64), DiscriminationLayer(7, 3, 64)),
        (MinibatchStddev(8), StddevLayer(8)),
    ):
        equipped = stabilizer.modify_networks(small)
        assert equipped.generator == small.generator
        assert equipped.discriminator == replace(small.discriminator, minibatch=(layer,))


def test_a_batch_of_what_the_discriminator_sees_must_divide_into_groups(small, reason_of):
    def reason(group, *others):
        return reason_of(small, *others, MinibatchStddev(group))

    assert reason(5) == "minibatch-stddev: a batch of 32 does not divide into groups of 5"
    assert reason(32) is None
    assert reason(16, Packing(2)) is None
    assert reason(32, Packing(2)) == (
        "minibatch-stddev: a batch of 16 does not divide into groups of 32"
    )


@pytest.mark.parametrize("stabilizer", [MinibatchDiscrimination(), MinibatchStddev()])
def test_a_discriminator_without_a_last_linear_layer_is_skipped(stabilizer, small, reason_of):
    workload = replace(small, discriminator=Several(small.discriminator, 2))
    assert "no last linear layer" in reason_of(workload, stabilizer)


@pytest.mark.parametrize(
    ("stabilizer", "parameters"),
    [
        (MinibatchDiscrimination, {"kernels": 0}),
        (MinibatchDiscrimination, {"dimension": 0}),
        (MinibatchDiscrimination, {"reference_batch": 0}),
        (MinibatchStddev, {"group": 1}),
    ],
)
def test_numbers_out_of_range_are_named(stabilizer, parameters):
    (parameter,) = parameters
    with pytest.raises(ValueError, match=f"{parameter}: expected .* from .*, found"):
        stabilizer(**parameters)


@pytest.mark.parametrize(
    "stabilizer", [{"minibatch-discrimination": {"kernels": 6}}, "minibatch-stddev"]
)
def test_a_seed_does_not_notice_its_cohort_of_pictures(stabilizer, small_pictures, method_of):
    """With the second slopes of a gradient penalty, whether or not that makes sense."""
    discriminator = DCGANDiscriminator(channels=1, size=8, width=3)
    workload = replace(small_pictures, discriminator=discriminator)
    stabilizers = ["spectral-norm", stabilizer, "gradient-penalty"]
    method = method_of("non-saturating", stabilizers=stabilizers)
    networks = modified(method, workload)
    players = (Network(network.build()) for network in (networks.generator, networks.discriminator))
    game, data = between(*players, method.on(workload)), load("digits", {})
    ends = []
    for seeds in ([3], [0, 5, 3]):
        cohort = Cohort(game, networks, data, seeds, Numerics("cpu", "float32", compiled=False))
        state = cohort.init()
        for step in range(3):
            state = cohort.step(state, step)
        assert state.alive.all()
        ends.append([leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)])
    assert all(torch.equal(a, b) for a, b in zip(*ends, strict=True))
