import re
from dataclasses import dataclass, replace
from itertools import product
from typing import get_args

import pytest
import torch

from ganbench.bounds import BoundsError
from ganbench.networks import (
    MLP,
    Architecture,
    DCGANDiscriminator,
    DCGANGenerator,
    Maxout,
    ResNetDiscriminator,
    ResNetGenerator,
)
from ganbench.networks.architecture import UnsuitedError
from ganbench.networks.layer import Activation, Normalization
from ganbench.networks.minibatch import DiscriminationLayer, StddevLayer
from ganbench.networks.several import Several
from ganbench.networks.spectral import Spectral

GENERATORS = [
    (MLP((3, 5, 6, 4), output=(1, 2, 2), bounded=True), (3,), (1, 2, 2)),
    (DCGANGenerator(prior=3, channels=2, size=8, width=4), (3,), (2, 8, 8)),
    (DCGANGenerator(3, 2, 7, width=2, stages=4, kernel=5), (3,), (2, 7, 7)),
    (DCGANGenerator(3, 2, 7, width=4, stages=3, kernel=3, refined=True), (3,), (2, 7, 7)),
    (DCGANGenerator(3, 2, 7, width=4, dense=5), (3,), (2, 7, 7)),
    (ResNetGenerator(prior=3, channels=2, width=4, bottom=1), (3,), (2, 8, 8)),
    (Several(MLP((3, 5, 4)), 2), (3,), (4,)),
]
DISCRIMINATORS = [
    (MLP((4, 5, 6, 1)), (4,)),
    (MLP((4, 1)), (4,)),
    (Maxout((4, 5, 6, 1), pieces=3), (4,)),
    (DCGANDiscriminator(channels=2, size=8, width=4), (2, 8, 8)),
    (DCGANDiscriminator(2, 7, width=2, stages=4, kernel=5), (2, 7, 7)),
    (DCGANDiscriminator(2, 7, 2, stages=3, kernel=3, normalizes_first=True), (2, 7, 7)),
    (DCGANDiscriminator(2, 7, width=4, dense=5), (2, 7, 7)),
    (ResNetDiscriminator(channels=2, width=4), (2, 8, 8)),
    (ResNetDiscriminator(channels=2, width=4, pooling="mean"), (2, 8, 8)),
    (Spectral(MLP((4, 5, 1))), (4,)),
    (Spectral(DCGANDiscriminator(channels=1, size=8, width=3)), (1, 8, 8)),
    (Spectral(ResNetDiscriminator(channels=1, width=3)), (1, 8, 8)),
]
EVERY = [*((d, shape, (1,)) for d, shape in DISCRIMINATORS), *GENERATORS]


@dataclass(frozen=True)
class Constant(Architecture):
    parameters = 0

    def __str__(self):
        return "a constant"

    def build(self):
        raise NotImplementedError


def named(value):
    return str(value) if hasattr(value, "build") else None


def counted(architecture, entry, outcome):
    """Holds an architecture's words against the module, and returns that."""
    module = architecture.build()
    assert architecture.parameters == sum(p.numel() for p in module.parameters())
    assert not list(module.buffers())
    assert module(torch.randn(4, *entry)).shape == (4, *outcome)
    return module


@pytest.mark.parametrize(("architecture", "entry", "outcome"), EVERY, ids=named)
def test_each_activation_and_normalization_counts_what_it_builds(architecture, entry, outcome):
    for activation, normalization in product(get_args(Activation), get_args(Normalization)):
        try:
            changed = architecture.with_activation(activation).with_normalization(normalization)
        except UnsuitedError:
            continue
        counted(changed, entry, outcome)
        if architecture.parameters > 10:  # something is hidden
            assert activation in str(changed)


@pytest.mark.parametrize(("architecture", "entry"), DISCRIMINATORS, ids=named)
@pytest.mark.parametrize("outputs", [1, 5])
@pytest.mark.parametrize(
    "layers",
    [
        (),
        (StddevLayer(2),),
        (DiscriminationLayer(3, 2),),
        (StddevLayer(4), DiscriminationLayer(2, 3), StddevLayer(2)),
    ],
    ids=len,
)
def test_outputs_packs_and_minibatch_layers_count_what_they_build(
    architecture, entry, outputs, layers
):
    changed = architecture.packed(2).with_outputs(outputs)
    for layer in layers:
        changed = changed.with_minibatch(layer)
        assert str(layer) in str(changed)
    counted(changed, (2 * entry[0], *entry[1:]), (outputs,))


@pytest.mark.parametrize(("architecture", "entry", "outcome"), EVERY, ids=named)
def test_other_widths_count_what_they_build_between_the_same_ends(architecture, entry, outcome):
    changes = [
        lambda network: network.with_hidden(()),
        lambda network: network.with_hidden([7, 3, 2]),
        lambda network: network.with_width(6),
    ]
    changed = []
    for change in changes:
        try:
            changed.append(change(architecture))
        except UnsuitedError:
            continue
        counted(changed[-1], entry, outcome)
    of_one_width = any(kind in str(architecture) for kind in ("DCGAN", "ResNet"))
    assert len(changed) == (1 if of_one_width else 2)


def test_hidden_widths_are_those_between_the_ends_and_all_else_stays():
    plain = MLP((3, 5, 4), "elu", (1, 2, 2), True, normalization="layer", init_std=0.1)
    assert plain.with_hidden((7, 6)) == replace(plain, sizes=(3, 7, 6, 4))
    assert plain.with_hidden([5]) == plain  # lists and tuples give one description
    assert plain.with_hidden(()) == replace(plain, sizes=(3, 4))
    # (3 * 7 + 7) + 2 * 7 + (7 * 4 + 4): two linear layers and the layer normalisation between
    assert plain.with_hidden((7,)).parameters == 28 + 14 + 32
    assert Maxout((4, 5, 1), 3).with_hidden((7, 6)) == Maxout((4, 7, 6, 1), 3)
    end = (StddevLayer(2),)
    assert MLP((4, 5, 1), minibatch=end).with_hidden((6,)) == MLP((4, 6, 1), minibatch=end)


def test_the_width_of_a_dcgan_is_that_of_its_largest_pictures():
    generator = DCGANGenerator(9, 3, 28, width=4, stages=3, kernel=3, dense=5)
    assert generator.with_width(6) == replace(generator, width=6)
    assert str(generator.with_width(6)).startswith("DCGAN 3x3 5-24-12-6-3 ")
    discriminator = DCGANDiscriminator(3, 28, width=4, stages=3, slope=0.3)
    assert str(discriminator.with_width(6)) == "DCGAN 3-6-12-24-1 leaky-relu 0.3"
    halved = replace(generator, refined=True)
    with pytest.raises(UnsuitedError, match="choose one from 2"):
        halved.with_width(1)
    counted(halved.with_width(2), (9,), (3, 28, 28))


def test_wrapped_networks_change_their_widths_within():
    assert Several(MLP((3, 5, 4)), 2).with_hidden((6,)) == Several(MLP((3, 6, 4)), 2)
    assert Spectral(MLP((4, 5, 1))).with_hidden((6, 7)) == Spectral(MLP((4, 6, 7, 1)))
    pictures = DCGANDiscriminator(1, 8, width=4)
    assert Spectral(pictures).with_width(3) == Spectral(replace(pictures, width=3))
    generator = DCGANGenerator(3, 1, 8, width=4)
    assert Several(generator, 2).with_width(3) == Several(replace(generator, width=3), 2)


@pytest.mark.parametrize("dcgan", [DCGANGenerator(3, 1, 8), DCGANDiscriminator(1, 8)], ids=str)
def test_a_network_says_which_of_its_widths_can_be_chosen(dcgan):
    with pytest.raises(UnsuitedError, match=r"twice the channels.*choose `width`"):
        dcgan.with_hidden((64, 32))
    with pytest.raises(UnsuitedError, match="choose `hidden`"):
        MLP((4, 5, 1)).with_width(3)


def test_a_network_that_does_not_say_what_a_width_means_refuses_it():
    network = Constant()
    with pytest.raises(UnsuitedError, match="a constant has no hidden layers to choose"):
        network.with_hidden((3,))
    with pytest.raises(UnsuitedError, match="a constant has no width to choose"):
        network.with_width(3)


def test_a_width_is_a_whole_number_from_1():
    for wrong in (0, 1.5, "a"):
        with pytest.raises(BoundsError):
            MLP((4, 5, 1)).with_hidden((3, wrong))
        with pytest.raises(BoundsError):
            DCGANDiscriminator(1, 8).with_width(wrong)


def test_a_network_without_hidden_layers_is_linear_and_compares_nothing():
    linear = MLP((4, 5, 1), normalization="batch").with_hidden(())
    assert str(linear) == "4-1 linear"
    assert not linear.compares
    assert linear.with_hidden((5,)).compares == "batch normalisation"
    assert str(Maxout((4, 5, 1), 3).with_hidden(())) == "4-1 linear"
    x, y = torch.randn(2, 6, 4)
    f = linear.build()
    torch.testing.assert_close(f(x) + f(y), f(x + y) + f(torch.zeros(6, 4)))


def test_prelu_has_one_parameter_a_layer():
    plain = MLP((4, 5, 6, 1))
    assert plain.with_activation("prelu").parameters == plain.parameters + 2


@pytest.mark.parametrize(
    "architecture",
    [
        MLP((3, 5, 6, 1)),
        DCGANDiscriminator(1, 8, 4),
        ResNetDiscriminator(1, width=4),
        ResNetGenerator(3, 1, width=4),
    ],
    ids=str,
)
def test_methods_of_one_seed_start_from_the_same_weights(architecture):
    def weights(network):
        torch.manual_seed(0)
        return [p for p in network.build().parameters() if p.dim() > 1]

    for activation in get_args(Activation):
        changed = architecture.with_activation(activation).with_normalization("layer")
        assert all(map(torch.equal, weights(changed), weights(architecture)))


def test_maxout_is_an_activation_of_its_own():
    for network in (Maxout((4, 5, 1), 3), Spectral(Maxout((4, 5, 1), 3))):
        with pytest.raises(UnsuitedError, match="maxout is an activation of its own"):
            network.with_activation("relu")


@pytest.mark.parametrize(
    "network",
    [
        MLP((4, 5, 1)),
        Maxout((4, 5, 1), 3),
        Several(MLP((3, 4)), 2),
        DCGANGenerator(3, 1, 8, dense=5),
        DCGANDiscriminator(1, 8, dense=5),
    ],
    ids=str,
)
def test_vectors_have_no_instance_normalization(network):
    with pytest.raises(UnsuitedError, match="one number"):
        network.with_normalization("instance")


@pytest.mark.parametrize(
    "change",
    [
        lambda network: network.packed(2),
        lambda network: network.with_outputs(2),
        lambda network: network.with_minibatch(StddevLayer(2)),
    ],
)
@pytest.mark.parametrize(
    "generator",
    [DCGANGenerator(prior=3, channels=1, size=8), ResNetGenerator(prior=3, channels=1)],
    ids=str,
)
def test_a_generator_refuses_what_is_for_discriminators(change, generator):
    with pytest.raises(UnsuitedError, match=re.escape(str(generator))):
        change(generator)


def test_descriptions_name_what_is_chosen():
    assert str(MLP((2, 8, 1)).with_normalization("batch")) == "2-8-1 relu + BN"
    assert str(Maxout((2, 8, 1), 5).with_normalization("layer")) == "2-8-1 maxout-5 + LN"
    pictures = DCGANDiscriminator(1, 28, 64).with_normalization("instance").with_outputs(3)
    assert str(pictures) == "DCGAN 1-64-128-3 leaky-relu + IN"
    assert str(DCGANGenerator(64, 1, 28)) == "DCGAN 128-64-1 relu + BN"
    wide = DCGANDiscriminator(3, 28, 4, stages=3, kernel=3, slope=0.3, normalizes_first=True)
    assert str(wide) == "DCGAN 3x3 3-4-8-16-1 leaky-relu 0.3"
    assert str(wide.with_normalization("batch")).endswith("0.3 + BN from the first layer on")
    assert str(wide.with_activation("leaky-relu")) == "DCGAN 3x3 3-4-8-16-1 leaky-relu"
    fine = DCGANGenerator(9, 3, 28, 16, stages=3, kernel=3, dense=50, refined=True)
    assert str(fine) == "DCGAN 3x3 50-64-32-16-8-3 relu + BN"
    assert str(ResNetGenerator(9, 3, 16)) == "ResNet 9-16-16-16-16-3 relu + BN"
    residual = ResNetDiscriminator(3, 8, pooling="mean").with_normalization("layer").packed(2)
    assert str(residual) == "ResNet 6-8-8-8-8-1 relu, mean of positions + LN"
    end = MLP((2, 8, 1)).with_minibatch(StddevLayer(4)).with_minibatch(DiscriminationLayer(6, 2))
    assert str(end) == "2-8-1 relu + minibatch stddev 4 + minibatch discrimination 6x2"
