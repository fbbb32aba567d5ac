import pytest
import torch

from ganbench.networks import MLP, Maxout
from ganbench.networks.modules import MaxPieces
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_workloads_networks_fit_their_data(name):
    workload = WORKLOADS[name]
    generator, discriminator = workload.generator.build(), workload.discriminator.build()
    samples = generator(torch.randn(3, workload.prior.dimension))
    assert samples.shape == (3, *workload.shape)
    assert discriminator(samples).shape == (3, 1)
    for description, module in (
        (workload.generator, generator),
        (workload.discriminator, discriminator),
    ):
        assert description.parameters == sum(p.numel() for p in module.parameters())


@pytest.mark.parametrize("name", ["digits", "fashion-mnist"])
def test_pictures_lie_in_minus_one_to_one(name):
    workload = WORKLOADS[name]
    samples = workload.generator.build()(100 * torch.randn(3, workload.prior.dimension))
    assert samples.abs().max() <= 1


def test_maxout_takes_the_greatest_of_consecutive_pieces():
    assert MaxPieces(2)(torch.tensor([[1.0, 5.0, 7.0, 2.0]])).tolist() == [[5.0, 7.0]]


def test_normal_initialisation():
    torch.manual_seed(0)
    network = Maxout((50, 50, 1), pieces=5, init_std=0.02).build()
    weight = network[0].weight
    assert weight.std().item() == pytest.approx(0.02, rel=0.05)
    assert not network[0].bias.any()


def test_descriptions_print_what_they_are():
    assert str(MLP((2, 128, 1))) == "2-128-1 relu"
    assert str(Maxout((2, 200, 1), 5)) == "2-200-1 maxout-5"
