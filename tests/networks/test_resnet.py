"""The residual networks, held against the published code's arithmetic, written out plainly."""

from math import sqrt

import pytest
import torch
from torch.nn import functional

from ganbench.networks import ResNetDiscriminator, ResNetGenerator
from ganbench.networks.modules import AveragePooling, BatchNorm, GlobalPooling, Upsampling
from ganbench.networks.modules.residual import Residual


def randomized(network):
    """Built in float64 with biases, scales and shifts of no special value."""
    torch.manual_seed(0)
    module = network.build().double()
    for parameter in module.parameters():
        if parameter.dim() == 1:
            torch.nn.init.normal_(parameter, 0.5)
    return module


def weights(module):
    """The parameters in the order in which layers stand; they are taken one after the other."""
    return iter([parameter.detach() for parameter in module.parameters()])


def conv(x, left):
    weight, bias = next(left), next(left)
    return functional.conv2d(x, weight, bias, padding=(weight.shape[-1] - 1) // 2)


def linear(x, left):
    return functional.linear(x, next(left), next(left))


def batch_norm_relu(x, left):
    return functional.batch_norm(x, None, None, next(left), next(left), training=True).relu()


def nearest(x):
    return functional.interpolate(x, scale_factor=2, mode="nearest")


def halved(x):
    return functional.avg_pool2d(x, 2)


def test_the_generator_is_that_of_the_published_code():
    z = torch.randn(5, 6, dtype=torch.float64)
    module = randomized(ResNetGenerator(prior=6, channels=3, width=4, bottom=2))
    left = weights(module)
    x = linear(z, left).view(5, 4, 2, 2)
    for _ in range(3):
        branch = conv(nearest(batch_norm_relu(x, left)), left)
        branch = conv(batch_norm_relu(branch, left), left)
        x = branch + conv(nearest(x), left)
    x = conv(batch_norm_relu(x, left), left).tanh()
    assert x.shape == (5, 3, 16, 16)
    torch.testing.assert_close(module(z), x)
    assert not list(left)


@pytest.mark.parametrize("pooling", ["sum", "mean"])
def test_the_discriminator_is_that_of_the_published_code(pooling):
    pictures = torch.randn(5, 3, 16, 16, dtype=torch.float64)
    module = randomized(ResNetDiscriminator(channels=3, width=4, pooling=pooling))
    left = weights(module)
    branch = halved(conv(conv(pictures, left).relu(), left))
    x = branch + conv(halved(pictures), left)
    branch = halved(conv(conv(x.relu(), left).relu(), left))
    x = branch + halved(conv(x, left))
    for _ in range(2):
        x = x + conv(conv(x.relu(), left).relu(), left)
    x = x.relu().sum((2, 3)) / (1 if pooling == "sum" else 4 * 4)
    torch.testing.assert_close(module(pictures), linear(x, left))
    assert not list(left)


def test_they_have_as_many_parameters_as_those_of_the_papers():
    wide, narrow = 9 * 256 * 256 + 256, 256 * 256 + 256
    block = 2 * 2 * 256 + 2 * wide + narrow  # two normalisations, two convolutions, a skip
    last = 2 * 256 + 9 * 256 * 3 + 3
    generator = ResNetGenerator(prior=128, channels=3)
    assert generator.parameters == 129 * 4 * 4 * 256 + 3 * block + last == 4_276_739

    wide, narrow = 9 * 128 * 128 + 128, 128 * 128 + 128
    first = 9 * 3 * 128 + 128 + wide + 3 * 128 + 128
    discriminator = ResNetDiscriminator(channels=3)
    assert discriminator.parameters == first + (2 * wide + narrow) + 2 * 2 * wide + 129 == 1_053_825


def test_they_are_for_32_pixels():
    pictures = ResNetGenerator(prior=4, channels=3, width=2).build()(torch.randn(2, 4))
    assert pictures.shape == (2, 3, 32, 32)
    features = ResNetDiscriminator(channels=3, width=2).build()[:4](pictures)
    assert features.shape == (2, 2, 8, 8)


def test_weights_are_xaviers_with_a_larger_gain_in_the_branches():
    torch.manual_seed(0)
    for network in (ResNetGenerator(64, 3, width=64), ResNetDiscriminator(3, width=64)):
        module = network.build()
        branches = {
            layer
            for block in module
            if isinstance(block, Residual)
            for layer in block.branch.modules()
        }
        for layer in module.modules():
            if isinstance(layer, BatchNorm) or not hasattr(layer, "weight"):
                continue
            out, entry, *kernel = layer.weight.shape
            gain = sqrt(2) if layer in branches else 1
            bound = gain * sqrt(6 / ((out + entry) * (kernel[0] ** 2 if kernel else 1)))
            assert 0.9 * bound < layer.weight.abs().max() <= bound
            assert not layer.bias.any()


def test_normalization_of_a_discriminator_leaves_the_first_block_and_the_end_alone():
    module = ResNetDiscriminator(3, 4, normalization="batch").build()
    found = [sum(isinstance(m, BatchNorm) for m in part.modules()) for part in module]
    assert found == [0, 2, 2, 2, 0, 0, 0]


def test_doubling_and_halving_are_torchs():
    x = torch.randn(2, 3, 4, 6, dtype=torch.float64)
    assert torch.equal(Upsampling()(x), nearest(x))
    torch.testing.assert_close(AveragePooling()(x), halved(x))
    torch.testing.assert_close(GlobalPooling("sum")(x), x.sum((2, 3)))
    torch.testing.assert_close(GlobalPooling("mean")(x), x.mean((2, 3)))


def test_the_second_derivative_is_that_of_finite_differences():
    """What a gradient penalty needs, with a smooth activation so that differences converge."""
    network = ResNetDiscriminator(1, width=2, activation="tanh", pooling="mean")
    module = randomized(network)
    pictures = torch.randn(2, 1, 4, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradgradcheck(module, (pictures,))


def test_an_odd_side_cannot_be_halved():
    with pytest.raises(RuntimeError):
        ResNetDiscriminator(1, width=2).build()(torch.randn(2, 1, 6, 6))
