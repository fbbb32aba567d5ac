import pytest
import torch
from torch import nn
from torch.nn import functional

from ganbench.networks.modules import BatchNorm, activation, normalization
from ganbench.networks.modules.in_turn import InTurn

THEIRS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky-relu": lambda x: functional.leaky_relu(x, 0.2),
    "prelu": lambda x: functional.prelu(x, torch.tensor(0.25, dtype=x.dtype)),
    "elu": functional.elu,
    "silu": functional.silu,
}


@pytest.mark.parametrize("name", THEIRS)
def test_activations_are_torchs(name):
    x = torch.linspace(-3, 3, 13, dtype=torch.float64)
    torch.testing.assert_close(activation(name, 0.2).double()(x), THEIRS[name](x))


@pytest.mark.parametrize("shape", [(5, 6), (5, 6, 4, 4)])
def test_layer_normalization_is_over_all_features_of_a_sample(shape):
    x = torch.randn(shape, dtype=torch.float64)
    norm = normalization("layer", 6)
    torch.testing.assert_close(norm.double()(x), functional.layer_norm(x, shape[1:]))


def test_instance_normalization_is_over_the_positions_of_a_channel():
    x = torch.randn(5, 6, 4, 4, dtype=torch.float64)
    norm = normalization("instance", 6)
    torch.testing.assert_close(norm.double()(x), functional.instance_norm(x))


@pytest.mark.parametrize("name", ["batch", "layer", "instance"])
def test_scale_and_shift_are_a_channels_own(name):
    x = torch.randn(5, 3, 4, 4)
    norm = normalization(name, 3)
    plain = norm(x)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor([1.0, 2.0, 3.0]))
        norm.bias.copy_(torch.tensor([0.0, 5.0, 0.0]))
    torch.testing.assert_close(norm(x)[:, 1], 2 * plain[:, 1] + 5)
    torch.testing.assert_close(norm(x)[:, 2], 3 * plain[:, 2])


def test_normalization_by_the_batch_is_ours():
    assert isinstance(normalization("batch", 3), BatchNorm)


def test_batch_norm_agrees_with_torchs_in_training():
    ours, theirs = BatchNorm(3), nn.BatchNorm2d(3)
    x = torch.randn(5, 3, 4, 4)
    torch.testing.assert_close(ours(x), theirs(x))
    flat = torch.randn(5, 3)
    torch.testing.assert_close(ours(flat), nn.BatchNorm1d(3)(flat))


def test_rows_go_through_networks_in_turn_and_stay_where_they_are():
    networks = [nn.Linear(1, 1, bias=False) for _ in range(2)]
    for factor, network in zip((1.0, 10.0), networks, strict=True):
        nn.init.constant_(network.weight, factor)
    out = InTurn(networks)(torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]]))
    assert out.flatten().tolist() == [1, 20, 3, 40, 5]
