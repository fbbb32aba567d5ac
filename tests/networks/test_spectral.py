import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganbench.networks import MLP
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


@pytest.mark.parametrize("architecture", [MLP((2, 16, 16, 1)), DCGANDiscriminator(1, 8, 4)])
def test_every_layer_has_norm_one(architecture):
    network = Spectral(architecture).build()
    weights = [layer.weight for layer in network if hasattr(layer, "weight")]
    assert len(weights) == 3
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
