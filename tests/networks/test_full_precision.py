import pytest
import torch

from ganbench.networks.modules import (
    BatchNorm,
    Discrimination,
    SpectralDivision,
    Stddev,
    normalization,
)
from ganbench.networks.modules.full_precision import full_precision

LAYERS = {
    "batch": lambda: BatchNorm(6),
    "layer": lambda: normalization("layer", 6),
    "instance": lambda: normalization("instance", 6),
    "discrimination": lambda: Discrimination(24, 3, 2),
    "stddev": lambda: Stddev(4),
    "spectral": SpectralDivision,
}


def features() -> torch.Tensor:
    """Numbers far from 0 of which bfloat16 would keep little of what differs, [8, 6, 2, 2]."""
    torch.manual_seed(0)
    return (4 + 0.3 * torch.randn(8, 6, 2, 2)).bfloat16()


@pytest.mark.parametrize("name", list(LAYERS))
def test_a_statistic_of_rounded_features_is_that_in_float32_to_the_bit(name):
    torch.manual_seed(1)
    layer, x = LAYERS[name](), features()
    expected = layer(x.float())
    with torch.autocast("cpu", torch.bfloat16):
        found = layer(x)
        rounded = torch.ones(2, 2) @ torch.ones(2, 2)
    assert rounded.dtype == torch.bfloat16  # autocast is on again
    assert found.dtype == torch.float32
    assert torch.equal(found, expected)


def test_without_autocast_nothing_is_converted():
    same = full_precision(lambda module, x: x)
    x = torch.randn(3, dtype=torch.float64)
    assert same(None, x) is x


@pytest.mark.parametrize("name", list(LAYERS))
def test_shapes_can_be_had_without_numbers(name):
    x = torch.empty(8, 6, 2, 2, device="meta")
    assert LAYERS[name]().to("meta")(x).shape[0] == 8


def test_slopes_through_it_are_those_in_float32():
    torch.manual_seed(1)
    layer, x = Stddev(4), features().float()

    def statistic(x):
        return layer(x)[:, -1].sum()

    expected = torch.func.grad(statistic)(x)
    with torch.autocast("cpu", torch.bfloat16):
        found = torch.func.grad(statistic)(x)
    assert torch.equal(found, expected)
