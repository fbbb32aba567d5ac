import pytest
import torch

from ganbench.optimizers.newton_schulz import orthogonalized


def polynomial(s, steps):
    """What the iteration makes of singular values, number by number."""
    for _ in range(steps):
        s = 3.4445 * s - 4.7750 * s**3 + 2.0315 * s**5
    return s


def random(*shape):
    torch.manual_seed(0)
    return torch.randn(shape, dtype=torch.float64)


@pytest.mark.parametrize("shape", [(3, 7), (7, 3), (5, 5), (1, 4), (4, 1)], ids=str)
@pytest.mark.parametrize("steps", [1, 5])
def test_singular_vectors_stay_and_singular_values_follow_the_polynomial(shape, steps):
    matrix = random(*shape)
    u, s, vh = torch.linalg.svd(matrix, full_matrices=False)
    expected = u @ torch.diag(polynomial(s / s.square().sum().sqrt(), steps)) @ vh
    found = orthogonalized(matrix, steps, eps=1e-300)
    torch.testing.assert_close(found, expected, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("shape", [(20, 60), (60, 20), (16, 16)], ids=str)
def test_after_five_steps_all_singular_values_are_near_1(shape):
    values = torch.linalg.svdvals(orthogonalized(random(*shape), steps=5, eps=1e-7))
    assert values.min() > 0.68
    assert values.max() < 1.21


def test_what_the_docstring_says_of_singular_values_is_so():
    values = polynomial(torch.linspace(0.002, 1, 1_000_001, dtype=torch.float64), 5)
    assert 0.68 < values.min() < values.max() < 1.21


def test_the_size_of_a_matrix_does_not_matter_until_epsilon_does():
    matrix = random(3, 4)
    unit = orthogonalized(matrix, steps=5, eps=1e-7)
    torch.testing.assert_close(orthogonalized(1e6 * matrix, 5, 1e-7), unit, rtol=1e-5, atol=1e-6)
    half = orthogonalized(matrix, steps=1, eps=matrix.norm().item())
    assert torch.linalg.svdvals(half).max() < torch.linalg.svdvals(unit).max()


def test_zeros_stay_zeros():
    assert not orthogonalized(torch.zeros(3, 4), steps=5, eps=1e-7).any()
