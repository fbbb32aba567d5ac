import pytest
import torch
from torch import nn
from torch.nn.functional import conv2d, pad

from ganbench.networks.halving import output_padding, padding, sides

EVERY = [(side, kernel) for side in range(1, 12) for kernel in range(2, 7)]


def test_sides_are_halved_and_rounded_up():
    assert sides(28, 4) == (28, 14, 7, 4, 2)
    assert sides(5, 0) == (5,)


@pytest.mark.parametrize(("side", "kernel"), EVERY)
def test_a_convolution_halves_and_a_transposed_one_undoes_it(side, kernel):
    p = padding(side, kernel)
    down = nn.Conv2d(1, 1, kernel, 2, p)
    up = nn.ConvTranspose2d(1, 1, kernel, 2, p, output_padding(side, kernel))
    half = down(torch.zeros(1, 1, side, side))
    assert half.shape[-2:] == sides(side, 1)[1:] * 2
    assert up(half).shape[-2:] == (side, side)


@pytest.mark.parametrize(("side", "kernel"), EVERY)
def test_it_is_the_mirror_image_of_tensorflows(side, kernel):
    """Which pads (half - 1) * 2 + kernel - side lines in all, the odd one behind the picture."""
    torch.manual_seed(0)
    picture, weight = torch.randn(1, 1, side, side), torch.randn(1, 1, kernel, kernel)
    lines = max(0, (sides(side, 1)[1] - 1) * 2 + kernel - side)
    before, behind = lines // 2, lines - lines // 2
    theirs = conv2d(pad(picture, (before, behind, before, behind)), weight, stride=2)
    flipped = conv2d(picture.flip(2, 3), weight.flip(2, 3), stride=2, padding=padding(side, kernel))
    torch.testing.assert_close(flipped.flip(2, 3), theirs)
