from math import exp, sqrt

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganbench.networks import modules
from ganbench.networks.minibatch import DiscriminationLayer
from ganbench.networks.modules import Discrimination, Stddev


def test_discrimination_sums_the_nearness_to_each_sample_itself_included():
    layer = Discrimination(features=1, kernels=2, dimension=2, reference_batch=3).double()
    with torch.no_grad():
        layer.project.weight.copy_(torch.tensor([[1.0], [0.0], [2.0], [0.5]]))
    out = layer(torch.tensor([[0.0], [1.0], [3.0]], dtype=torch.float64))
    # The first kernel's rows are f (1, 2), the second's f (0, 1/2): distances 3 and 1/2 per unit.
    assert out.tolist() == [
        pytest.approx([0, 1 + exp(-3) + exp(-9), 1 + exp(-0.5) + exp(-1.5)]),
        pytest.approx([1, 1 + exp(-3) + exp(-6), 1 + exp(-0.5) + exp(-1)]),
        pytest.approx([3, 1 + exp(-9) + exp(-6), 1 + exp(-1.5) + exp(-1)]),
    ]


def test_discrimination_is_the_papers_sum_in_a_batch_of_a_hundred():
    layer = Discrimination(features=1, kernels=1, dimension=1).double()
    with torch.no_grad():
        layer.project.weight.fill_(0.5)
    x = torch.arange(100, dtype=torch.float64)[:, None]
    out = layer(x)
    assert out[7, 1].item() == pytest.approx(sum(exp(-abs(7 - j) / 2) for j in range(100)))
    assert out[99, 1].item() == pytest.approx(sum(exp(-(99 - j) / 2) for j in range(100)))


def test_discrimination_has_a_slope_in_every_sample_of_the_batch():
    """Of two samples that are 2 apart, each is near to itself and exp(-2) near to the other."""
    layer = Discrimination(features=1, kernels=1, dimension=1, reference_batch=2).double()
    with torch.no_grad():
        layer.project.weight.fill_(1)
    x = torch.tensor([[0.0], [2.0]], dtype=torch.float64)
    slope = torch.func.grad(lambda x: layer(x)[0, 1])(x)
    assert slope.flatten().tolist() == pytest.approx([exp(-2), -exp(-2)])


def test_discrimination_has_no_parameters_but_the_tensor():
    layer = Discrimination(features=3, kernels=4, dimension=2)
    assert [tuple(it.shape) for it in layer.parameters()] == [(4 * 2, 3)]


def test_discrimination_is_as_strong_in_every_batch():
    torch.manual_seed(0)
    layer, x = Discrimination(3, 4, 2).double(), torch.randn(10, 3, dtype=torch.float64)
    out = layer(x)
    assert (out[:, 3:] > 10).all()  # each sample is its own neighbour, one in ten
    for times in (2, 10, 50):
        torch.testing.assert_close(layer(x.repeat(times, 1)), out.repeat(times, 1))


def test_stddev_is_the_mean_over_features_of_the_deviation_in_a_group():
    x = torch.tensor([[0.0, 1.0], [0.0, 0.0], [2.0, 1.0], [4.0, 6.0]], dtype=torch.float64)
    out = Stddev(2)(x)
    # Groups are samples 0 and 2, 1 and 3: deviations (1, 0) and (2, 3).
    assert torch.equal(out[:, :2], x)
    assert out[:, 2].tolist() == pytest.approx([0.5, 2.5, 0.5, 2.5], abs=1e-4)
    equal = Stddev(4)(torch.ones(4, 3, dtype=torch.float64))
    assert equal[:, 3].tolist() == pytest.approx([sqrt(1e-8)] * 4)


def test_stddev_of_pictures_is_one_map():
    x = torch.randn(6, 3, 2, 2, dtype=torch.float64)
    out = Stddev(6)(x)
    assert out.shape == (6, 4, 2, 2)
    assert torch.equal(out[:, :3], x)
    torch.testing.assert_close(out[:, 3], x.std(0, correction=0).mean().expand(6, 2, 2))


@pytest.mark.parametrize("layer", [Discrimination(3, 4, 2), Stddev(4)], ids=["kernels", "stddev"])
def test_a_planted_collapse_is_felt(layer):
    """Samples that are almost the same are told apart, and the slope away from there is finite."""
    torch.manual_seed(0)
    layer = layer.double()
    spread, center = torch.randn(4, 3, dtype=torch.float64), torch.randn(3, dtype=torch.float64)

    def statistic(scale):
        return layer(center + scale * spread)[:, 3:].sum()

    near, far = (torch.tensor(s, dtype=torch.float64) for s in (1e-3, 1.0))
    slope = torch.func.grad(statistic)(near)
    assert slope.isfinite()
    assert slope.abs() > 0.1
    assert (statistic(far) - statistic(near)).sign() == slope.sign()
    assert torch.func.grad(statistic)(torch.zeros_like(near)).isfinite()


shapes = st.one_of(st.tuples(st.integers(1, 5)), st.tuples(*[st.integers(1, 3)] * 3))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 9), shapes, st.integers(1, 4), st.integers(1, 3), st.integers(0, 999))
def test_discrimination_permutes_with_the_batch(batch, shape, kernels, dimension, seed):
    torch.manual_seed(seed)
    described = DiscriminationLayer(kernels, dimension, reference_batch=batch)
    layer = described.on(shape).build(modules).double()
    x, order = torch.randn(batch, *shape, dtype=torch.float64), torch.randperm(batch)
    out = layer(x)
    assert out.shape == (batch, *described.after(shape))
    assert (out[:, -kernels:] >= 1).all()
    assert (out[:, -kernels:] <= batch + 1e-12).all()
    torch.testing.assert_close(layer(x[order]), out[order])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), shapes, st.integers(0, 999))
def test_stddev_permutes_with_the_groups_and_within_them(group, groups, shape, seed):
    torch.manual_seed(seed)
    x = torch.randn(group * groups, *shape, dtype=torch.float64)
    rows = torch.arange(len(x)).view(group, groups)[torch.randperm(group)]
    order = rows[:, torch.randperm(groups)].flatten()
    layer = Stddev(group)
    out = layer(x)
    assert out.shape == (len(x), shape[0] + 1, *shape[1:])
    torch.testing.assert_close(layer(x[order]), out[order])
