import pytest
import torch
from torch import nn

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.networks.modules import BatchNorm


def kinds(network):
    return [type(layer).__name__ for layer in network.build()]


def normalized(network):
    return [len(layer.weight) for layer in network.build() if isinstance(layer, BatchNorm)]


def test_two_stages_of_four_are_the_layers_of_the_first_release_in_their_order():
    """Of one random stream, so that results which were published come out again."""
    torch.manual_seed(0)
    layers = [nn.Linear(5, 6 * 49), nn.ConvTranspose2d(6, 3, 4, 2, 1)]
    layers.append(nn.ConvTranspose2d(3, 1, 4, 2, 1))
    expected = [nn.init.normal_(layer.weight, 0.0, 0.02) for layer in layers]
    torch.manual_seed(0)
    network = DCGANGenerator(prior=5, channels=1, size=28, width=3).build()
    weights = [p for p in network.parameters() if p.dim() > 1]
    assert all(map(torch.equal, weights, expected))


def test_a_generator_ends_in_a_tanh_after_the_last_convolution():
    start = ["Linear", "Unflatten", "BatchNorm", "ReLU", "ConvTranspose2d", "BatchNorm", "ReLU"]
    assert kinds(DCGANGenerator(3, 2, 8, 4)) == [*start, "ConvTranspose2d", "Tanh"]
    fine = DCGANGenerator(3, 2, 8, 4, stages=1, refined=True)
    assert kinds(fine) == [*start, "Conv2d", "Tanh"]
    assert normalized(fine) == [4, 2]


def test_a_linear_layer_more_stands_at_the_flat_end():
    flat = ["Linear", "BatchNorm", "LeakyReLU"]
    generator = DCGANGenerator(3, 2, 8, 4, activation="leaky-relu", stages=1, dense=5)
    assert kinds(generator)[:4] == [*flat, "Linear"]
    discriminator = DCGANDiscriminator(2, 8, 4, normalization="batch", stages=1, dense=5)
    assert kinds(discriminator)[2:] == ["Flatten", *flat, "Linear"]
    assert (normalized(generator), normalized(discriminator)) == ([5, 4], [5])


def test_the_first_layer_is_normalized_only_if_asked_for():
    plain = DCGANDiscriminator(2, 8, 4, normalization="batch", stages=3)
    assert normalized(plain) == [8, 16]
    first = DCGANDiscriminator(2, 8, 4, normalization="batch", stages=3, normalizes_first=True)
    assert normalized(first) == [4, 8, 16]


@pytest.mark.parametrize("slope", [0.2, 0.3])
def test_the_slope_is_that_of_every_leaky_relu(slope):
    network = DCGANDiscriminator(1, 8, 4, slope=slope, dense=3).build()
    slopes = {m.negative_slope for m in network.modules() if isinstance(m, nn.LeakyReLU)}
    assert slopes == {slope}


def test_a_chosen_activation_is_the_same_for_every_network():
    asked = DCGANDiscriminator(1, 8, 4, slope=0.3).with_activation("leaky-relu")
    assert asked == DCGANDiscriminator(1, 8, 4)


def test_widths_double_as_sides_are_halved():
    network = DCGANDiscriminator(3, 28, 4, stages=4).build()
    shapes = [layer.weight.shape[:2] for layer in network if isinstance(layer, nn.Conv2d)]
    assert shapes == [(4, 3), (8, 4), (16, 8), (32, 16)]
