import pytest
import torch
from torch import nn

from ganbench.engine.network import Network
from ganbench.networks.modules import BatchNorm


def module() -> nn.Module:
    return nn.Sequential(nn.Linear(3, 5), BatchNorm(5), nn.ReLU(), nn.Linear(5, 2))


def test_the_vector_holds_every_parameter_and_gives_the_modules_output():
    own = module()
    network = Network(own)
    vector = network.flatten(own)
    assert vector.shape == (network.size,)
    for name, parameter in own.named_parameters():
        assert torch.equal(network.unflatten(vector)[name], parameter)
    x = torch.randn(4, 3)
    assert torch.equal(network(vector, x), own(x))


def test_every_parameter_starts_at_a_multiple_of_64_bytes():
    network = Network(module())
    vector = torch.zeros(network.size)
    for view in network.unflatten(vector).values():
        assert view.storage_offset() * 4 % 64 == 0
    assert network.size * 4 % 64 == 0


def test_the_layout_says_where_each_parameter_is():
    own = nn.Sequential(nn.Conv2d(2, 3, 2), nn.Flatten(), nn.Linear(3, 5))
    network = Network(own)
    vector, layout = network.flatten(own), network.layout
    assert layout.shapes == ((3, 2, 2, 2), (3,), (5, 3), (5,))
    assert layout.starts == (0, 32, 48, 64)
    assert layout.size == len(vector) == 80
    for start, parameter in zip(layout.starts, own.parameters(), strict=True):
        assert torch.equal(vector[start : start + parameter.numel()], parameter.flatten())


def test_in_evaluation_a_sample_depends_on_its_own_input_alone():
    own = module()
    network = Network(own, reference=6)
    vector = network.flatten(own)
    torch.manual_seed(1)
    reference, x, other = torch.randn(6, 3), torch.randn(2, 3), torch.randn(2, 3)
    both = network.evaluate(vector, torch.cat([reference, x, other]))
    assert both.shape == (4, 2)
    alone = network.evaluate(vector, torch.cat([reference, x]))
    torch.testing.assert_close(both[:2], alone)


def test_in_evaluation_the_moments_are_those_of_the_reference():
    own = module()
    network = Network(own, reference=6)
    vector, x = network.flatten(own), torch.randn(6, 3)
    twice = network.evaluate(vector, torch.cat([x, x]))
    torch.testing.assert_close(twice, own(x))


def test_needs_no_reference_without_batch_normalisation():
    assert Network(nn.Linear(3, 2), reference=6).reference == 0


def test_refuses_hidden_state():
    with pytest.raises(TypeError, match="no buffers"):
        Network(nn.BatchNorm1d(3))


def test_in_bf16_training_is_rounded_and_evaluation_is_not():
    own = module()
    network = Network(own, reference=6)
    rounded = network.in_bf16()
    torch.manual_seed(1)
    vector, x = network.flatten(own), torch.randn(8, 3)
    exact, found = network(vector, x), rounded(vector, x)
    assert found.dtype == torch.float32
    assert 0 < (found - exact).abs().max() < 0.05
    assert torch.equal(network(vector, x), exact)  # the network itself is as it was
    assert torch.equal(rounded.evaluate(vector, x), network.evaluate(vector, x))


def test_in_bf16_what_a_network_gives_is_not_rounded_further():
    """A layer that copies: its numbers are those of bfloat16, and their mean is not."""
    own = nn.Linear(1, 1)
    network = Network(own).in_bf16()
    vector = torch.zeros(network.size)
    network.unflatten(vector)["weight"].fill_(1.0)
    logits = network(vector, torch.tensor([[1.0], [1.0078125], [1.0]]))[:, 0]
    assert logits.tolist() == [1.0, 1.0078125, 1.0]
    assert logits.mean().item() == pytest.approx(1.0026042, rel=1e-6)
