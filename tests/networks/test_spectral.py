import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from ganbench.networks import MLP, ResNetDiscriminator
from ganbench.networks.dcgan import DCGANDiscriminator
from ganbench.networks.modules.spectral_division import SpectralDivision, singular_vectors
from ganbench.networks.spectral import Spectral


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10_000))
def test_the_largest_singular_value_is_that_of_the_svd(m, n, seed):
    matrix = torch.randn(m, n, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    u, v = singular_vectors(matrix)
    assert (u @ matrix @ v).item() == pytest.approx(
        torch.linalg.matrix_norm(matrix, 2).item(), rel=1e-3
    )
    assert u.norm().item() == pytest.approx(1)
    assert v.norm().item() == pytest.approx(1)


@pytest.mark.parametrize(
    ("architecture", "layers"),
    [
        (MLP((2, 16, 16, 1)), 3),
        (DCGANDiscriminator(1, 8, 4), 3),
        (ResNetDiscriminator(1, width=4), 4 * 2 + 2 + 1),  # branches, skip connections, linear
    ],
)
def test_every_layer_has_norm_one(architecture, layers):
    network = Spectral(architecture).build()
    found = [layer for layer in network.modules() if isinstance(layer, nn.Linear | nn.Conv2d)]
    weights = [layer.weight for layer in found]
    assert len(weights) == layers
    for weight in weights:
        norm = torch.linalg.matrix_norm(weight.flatten(1), 2)
        assert norm.item() == pytest.approx(1, rel=1e-3)


def test_the_gradient_is_that_of_the_quotient_with_a_true_norm():
    torch.manual_seed(0)
    weight, down = torch.randn(2, 5, 3, dtype=torch.float64)

    def ours(w):
        return (SpectralDivision()(w) * down).sum()

    def theirs(w):
        return (w / torch.linalg.matrix_norm(w, 2) * down).sum()

    torch.testing.assert_close(
        torch.func.grad(ours)(weight), torch.func.grad(theirs)(weight), rtol=1e-4, atol=1e-6
    )


def test_parameters_are_those_of_the_plain_network():
    plain = MLP((2, 16, 1))
    assert Spectral(plain).parameters == plain.parameters
    assert sum(p.numel() for p in Spectral(plain).build().parameters()) == plain.parameters


@pytest.mark.parametrize("size", [0.0, 1e-30, 1e-12])
def test_a_matrix_of_next_to_nothing_stays_finite(size):
    weight = torch.full((3, 4), size)
    assert SpectralDivision()(weight).isfinite().all()
