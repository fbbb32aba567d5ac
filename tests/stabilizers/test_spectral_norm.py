import pytest
import torch

from ganbench.stabilizers.spectral_norm import SpectralNorm


def norms(architecture):
    """The largest singular value of each of a built network's matrices."""
    layers = architecture.build().modules()
    weights = [it.weight for it in layers if isinstance(it, torch.nn.Linear)]
    return [torch.linalg.matrix_norm(weight, 2).item() for weight in weights]


def test_layers_of_the_discriminator_have_norm_one_and_the_generator_stays(small):
    torch.manual_seed(0)
    normalized = SpectralNorm().modify_networks(small)
    assert normalized.generator == small.generator
    assert not any(norm == pytest.approx(1, rel=1e-2) for norm in norms(small.discriminator))
    assert norms(normalized.discriminator) == pytest.approx([1.0] * 3, rel=1e-3)
