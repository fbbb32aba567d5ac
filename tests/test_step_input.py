"""A number that is an input computes as a Python float does, and says where it cannot."""

import math
import operator

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.func import vmap

from ganbench.step_input import NeedsConstantError, StepInput

FINITE = st.floats(0.01, 100)


def number(x, path="r1/gamma"):
    return StepInput(torch.tensor(x, dtype=torch.float64), frozenset([path]))


@pytest.mark.parametrize(
    "apply", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
)
@given(a=FINITE, b=st.floats(0.01, 3))
def test_arithmetic_of_numbers_is_that_of_python(apply, a, b):
    for found in (apply(number(a), b), apply(a, number(b)), apply(number(a), number(b))):
        assert isinstance(found, StepInput)
        assert found.value.dtype == torch.float64
        assert found.value.item() == pytest.approx(apply(a, b), rel=1e-15)
    assert (-number(a)).value.item() == -a
    assert abs(-number(a)).value.item() == a


@pytest.mark.parametrize(
    "apply",
    [
        lambda x, n: n * x,
        lambda x, n: x * n,
        lambda x, n: (1 - n) * x,
        lambda x, n: x / n,
        lambda x, n: n / x,
        lambda x, n: x + n,
        lambda x, n: n - x,
        lambda x, n: x.clamp(-n, n),
        lambda x, n: torch.where(x > n, x, 0.0),
        lambda x, n: (x < n) * x,
        lambda x, n: n**x,
        lambda x, n: n * x.mean(),
        lambda x, n: x.mean() - n / 3,
        lambda x, n: torch.maximum(x, n * torch.ones_like(x)),
    ],
)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_beside_a_tensor_it_gives_the_bits_that_a_python_number_gives(apply, dtype):
    torch.manual_seed(0)
    x, n = torch.randn(3, 7, dtype=dtype), [0.3, 0.9999, 1e-3]
    values = torch.tensor(n, dtype=torch.float64)
    found = vmap(lambda x, v: apply(x, StepInput(v, frozenset())))(x, values)
    expected = torch.stack([apply(row, number) for row, number in zip(x, n, strict=True)])
    assert found.dtype == dtype
    assert torch.equal(found, expected)


def test_one_minus_a_decay_is_exact_before_it_is_rounded():
    ones = torch.ones(1)
    assert ((1 - number(0.9999)) * ones).item() == torch.tensor(1 - 0.9999).item()
    assert (1 - torch.tensor(0.9999)).item() != torch.tensor(1 - 0.9999).item()


@pytest.mark.parametrize(
    "use",
    [
        math.sqrt,
        bool,
        int,
        float,
        str,
        round,
        hash,
        lambda n: n > 1 and n,
        lambda n: max(n, 2.0),
        lambda n: f"{n:.2f}",
        lambda n: torch.full((2,), n),
        lambda n: torch.nn.functional.leaky_relu(torch.ones(2), n),
        lambda n: n in {1.0: 2},
        lambda n: torch.ones(2, device="meta") ** n,
        lambda n: torch.ones(2, device="meta").pow(n),
        lambda n: torch.pow(torch.ones(2, device="meta"), exponent=n),
    ],
)
def test_what_needs_its_value_names_the_numbers_that_it_was_made_of(use):
    values = [torch.empty((), dtype=torch.float64, device="meta") for _ in range(2)]
    made = StepInput(values[0], frozenset(["r1/gamma"])) * StepInput(
        values[1], frozenset(["adam/lr"])
    )
    with pytest.raises(NeedsConstantError) as told:
        use(made)
    assert told.value.paths == {"r1/gamma", "adam/lr"}
    assert "adam/lr, r1/gamma: expected arithmetic with tensors" in str(told.value)
