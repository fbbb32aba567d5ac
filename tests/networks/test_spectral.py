import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.fx.experimental.proxy_tensor import make_fx

from ganbench.engine.network import Network
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


def with_singular_values(*values) -> torch.Tensor:
    """A square matrix in general position."""
    torch.manual_seed(0)
    n = len(values)
    left, right = (torch.linalg.qr(torch.randn(n, n, dtype=torch.float64))[0] for _ in range(2))
    return (left @ torch.diag(torch.tensor(values, dtype=torch.float64)) @ right).float()


def test_under_autocast_the_quotient_has_norm_one_to_float32():
    weight = with_singular_values(1.7, 1.1, 0.3)
    with torch.autocast("cpu", torch.bfloat16):
        quotient = SpectralDivision()(weight)
    assert torch.linalg.matrix_norm(quotient, 2).item() == pytest.approx(1, abs=1e-5)
    assert torch.equal(quotient, SpectralDivision()(weight))


def test_in_a_recorded_network_in_bf16_the_quotient_and_its_slope_are_float32():
    """Between the parameters and a quotient, and from its gradient back, nothing is rounded."""
    module = Spectral(MLP((3, 4, 1))).build()
    network = Network(module).in_bf16()

    def slope(params, x):
        return torch.func.grad(lambda params: network(params, x).square().sum())(params)

    def seeds(params, x):
        return torch.func.vmap(network)(params, x), torch.func.vmap(slope)(params, x)

    params = network.flatten(module)
    leaves = torch.stack([params, 2 * params]), torch.randn(2, 8, 3)
    graph = make_fx(seeds, tracing_mode="fake")(*leaves).graph
    values = {node: node.meta.get("val") for node in graph.nodes}
    dtypes = {node: it.dtype for node, it in values.items() if isinstance(it, torch.Tensor)}
    assert torch.bfloat16 in dtypes.values()
    clamps = [node for node in graph.nodes if node.target is torch.ops.aten.clamp.default]
    assert clamps  # sigma, before it divides
    for node in clamps:
        assert torch.bfloat16 not in {dtypes[it] for it in above(node) if it in dtypes}
    quotients = [node for node in graph.nodes if node.target is torch.ops.aten.div.Tensor]
    assert quotients
    for node in quotients:
        assert dtypes[node] == torch.float32
        assert {dtypes[it] for it in node.all_input_nodes} == {torch.float32}


def above(node):
    """All that a node of a graph is computed from."""
    found, to_visit = set(), [node]
    while to_visit:
        for it in to_visit.pop().all_input_nodes:
            if it not in found:
                found.add(it)
                to_visit.append(it)
    return found
