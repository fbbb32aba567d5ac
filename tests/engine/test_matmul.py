import pytest
import torch

from ganbench.engine.matmul import fusible_product, fusible_sum, product


def operands(m: int, k: int, n: int, transposed: bool) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    a = torch.randn(3, k, m).mT if transposed else torch.randn(3, m, k)
    return a, torch.randn(3, k, n)


@pytest.mark.parametrize("transposed", [False, True])
def test_a_large_product_is_that_of_bmm(transposed):
    a, b = operands(256, 96, 80, transposed)
    torch.testing.assert_close(product(a, b), torch.bmm(a, b), rtol=1e-5, atol=1e-4)
    torch.testing.assert_close(product(a, b.mT.contiguous().mT), torch.bmm(a, b))


@pytest.mark.parametrize(
    ("m", "k", "n"), [(256, 96, 80), (16, 128, 16), (512, 2, 128), (32, 16, 1)]
)
def test_a_seeds_product_does_not_notice_its_cohort(m, k, n):
    """MKL's batched product of [5, 16, 128] and [5, 128, 16] differs from that of one alone."""
    a, b = torch.randn(5, m, k), torch.randn(5, k, n)
    for i in range(5):
        assert torch.equal(product(a, b)[i], product(a[i : i + 1], b[i : i + 1])[0])


def test_a_seeds_product_does_not_notice_where_in_memory_it_begins():
    """MKL's product of a matrix and a vector does, and 55 numbers fill no whole vectors."""
    torch.manual_seed(0)
    a, b = torch.randn(1, 11, 5).expand(9, -1, -1).contiguous(), torch.randn(1, 5, 1)
    found = product(a, b.expand(9, -1, -1).contiguous())
    assert all(torch.equal(found[0], other) for other in found)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_other_precisions_are_products_too(dtype):
    a, b = (x.to(dtype) for x in operands(256, 96, 80, transposed=False))
    assert product(a, b).dtype == dtype
    torch.testing.assert_close(product(a, b), torch.bmm(a, b))


def test_what_is_compiled_leaves_small_products_alone():
    for side in (2, 16):  # written out, a 2x2 matrix that is squared eight times has no end
        assert fusible_product(*operands(side, side, side, transposed=False)) is NotImplemented


@pytest.mark.parametrize(("m", "k", "n"), [(64, 1, 32), (64, 2, 32), (64, 32, 1), (2, 64, 32)])
def test_thin_products_are_written_out(m, k, n):
    a, b = operands(m, k, n, transposed=False)
    torch.testing.assert_close(fusible_product(a, b), torch.bmm(a, b))


@pytest.mark.parametrize("keepdim", [False, True])
def test_a_sum_in_blocks_is_the_sum(keepdim):
    x = torch.randn(3, 64, 5, dtype=torch.float64)
    torch.testing.assert_close(fusible_sum(x, [1], keepdim), x.sum(1, keepdim))


def test_sums_of_other_kinds_are_left_alone():
    x = torch.randn(3, 64, 5)
    assert fusible_sum(x, [2]) is NotImplemented
    assert fusible_sum(x, None) is NotImplemented
    assert fusible_sum(x[:, :33], [1]) is NotImplemented
