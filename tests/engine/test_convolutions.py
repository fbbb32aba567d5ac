from dataclasses import dataclass, replace

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.engine import convolutions
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import modified
from ganbench.engine.convolutions import convolution, convolution_backward
from ganbench.engine.numerics import Numerics
from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.workloads import WORKLOADS, Prior

aten = torch.ops.aten
ALL = [True, True, True]


def operands(channels, out, seeds, transposed):
    """Of a convolution that halves 8 pixels, or of the transposed one that undoes it."""
    torch.manual_seed(0)
    how = ([2, 2], [1, 1], [1, 1], transposed, [0, 0], seeds)
    large, small = torch.randn(4, 8, channels, 8, 8), torch.randn(4, 8, out, 4, 4)
    x, grad = (small, large) if transposed else (large, small)
    weight = torch.randn(8, out, channels, 4, 4)
    ours = (grad[:, :seeds].flatten(1, 2), x[:, :seeds].flatten(1, 2), weight[:seeds].flatten(0, 1))
    return ours, how, seeds * (channels if transposed else out)


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("channels", [2, 3])
def test_apart_is_the_same_convolution(channels, transposed, monkeypatch):
    monkeypatch.setattr(convolutions, "_LARGE", 1)
    (grad, x, weight), how, made = operands(channels, 16, 3, transposed)
    bias = torch.randn(made)
    torch.testing.assert_close(
        convolution(x, weight, bias, *how), aten.convolution(x, weight, bias, *how)
    )
    found = convolution_backward(grad, x, weight, [made], *how, ALL)
    expected = aten.convolution_backward(grad, x, weight, [made], *how, ALL)
    for a, b in zip(found, expected, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-4)
    only = convolution_backward(grad, x, weight, None, *how, [False, True, False])
    assert [part is None for part in only] == [True, False, True]


@pytest.mark.parametrize("channels", [2, 3, 6])
def test_few_channels_of_a_seed_do_not_notice_its_cohort(channels):
    """Two seeds' 3 channels take another kernel of oneDNN than three seeds' do."""
    firsts = []
    for seeds in (2, 3, 5):
        (_, x, weight), how, _ = operands(channels, 16, seeds, transposed=False)
        firsts.append(convolution(x, weight, None, *how)[:, :16])
        (grad, x, weight), how, _ = operands(channels, 16, seeds, transposed=True)
        firsts.append(
            convolution_backward(grad, x, weight, None, *how, [*ALL[:2], False])[0][:, :16]
        )
    assert torch.equal(firsts[0], firsts[2])
    assert torch.equal(firsts[0], firsts[4])
    assert torch.equal(firsts[1], firsts[3])
    assert torch.equal(firsts[1], firsts[5])


@pytest.mark.parametrize(("channels", "seeds"), [(1, 3), (16, 3), (3, 1)])
def test_the_rest_is_left_alone(channels, seeds):
    (grad, x, weight), how, _ = operands(channels, 16, seeds, transposed=False)
    assert convolution(x, weight, None, *how) is NotImplemented
    assert convolution_backward(grad, x, weight, None, *how, ALL) is NotImplemented


@dataclass(frozen=True)
class Noise:
    """Pictures without a file."""

    shape: tuple[int, ...]
    density = features = None

    def batches(self, stream, index, size):
        return torch.randn(size, *self.shape, generator=stream(index)).tanh()


def network_pair(**given):
    generator = {k: v for k, v in given.items() if k not in ("normalization", "normalizes_first")}
    discriminator = {k: v for k, v in given.items() if k != "refined"}
    return (
        DCGANGenerator(4, 3, 7, width=8, **generator),
        DCGANDiscriminator(3, 7, width=8, **discriminator),
    )


@pytest.mark.parametrize(
    ("method", "networks"),
    [
        ("non-saturating", network_pair(kernel=5, normalization="batch")),
        (
            "sngan",
            network_pair(kernel=3, refined=True, normalization="batch", normalizes_first=True),
        ),
        ("wgan-gp", network_pair(kernel=4)),
        ("non-saturating", network_pair(kernel=4, dense=6, normalization="batch")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_seed_does_not_notice_its_cohort_of_colour_pictures_of_odd_sides(
    method, networks, method_of, game_of
):
    workload = replace(
        WORKLOADS["fashion-mnist"],
        shape=(3, 7, 7),
        generator=networks[0],
        discriminator=networks[1],
        prior=Prior("normal", 4),
        batch=6,  # so that no layer's numbers fill whole vectors
    )
    game, equipped = game_of(method, workload), modified(method_of(method), workload)

    def after(seeds):
        data, numerics = Noise(workload.shape), Numerics("cpu", "float32", compiled=False)
        cohort = Cohort(game, equipped, data, seeds, numerics)
        state = cohort.step(cohort.step(cohort.init(), 0), 1)
        return [leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)]

    assert all(map(torch.equal, after([3]), after([0, 5, 3])))
