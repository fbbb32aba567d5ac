import re
from itertools import product
from typing import get_args

import pytest
import torch

from ganbench.networks import (
    MLP,
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
