"""The workloads of pictures, held against their protocols."""

import pytest

from ganbench.optimizers import Adam
from ganbench.schedules import Linear
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize("data", ["mnist", "fashion"])
def test_the_veegan_protocol_is_that_of_its_code(data):
    workload = WORKLOADS[f"stacked-{data}-veegan"]
    assert workload.dataset == f"stacked-{data}"
    assert dict(workload.parameters) == {"triples": 128_000, "low": 0}
    assert str(workload.generator) == "DCGAN 5x5 512-256-128-64-3 relu + BN"
    assert str(workload.discriminator) == "DCGAN 5x5 3-64-128-256-512-1 leaky-relu + BN"
    convolutions = 25 * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 512)  # of either network
    generator = 101 * 2048 + convolutions + (256 + 128 + 64 + 3) + 2 * (512 + 256 + 128 + 64)
    discriminator = convolutions + (64 + 128 + 256 + 512) + 2 * (128 + 256 + 512) + 2048 + 1
    assert workload.generator.parameters == generator
    assert workload.discriminator.parameters == discriminator
    assert (str(workload.prior), workload.batch) == ("U(-1, 1)^100", 64)
    rates = (workload.generator_optimizer, workload.discriminator_optimizer)
    assert rates == (Adam(2e-4, 0.5), Adam(2e-4, 0.5))


@pytest.mark.parametrize("data", ["mnist", "fashion"])
def test_the_unrolled_protocol_is_that_of_its_code(data):
    workload = WORKLOADS[f"stacked-{data}-unrolled"]
    assert workload.dataset == f"stacked-{data}"
    assert dict(workload.parameters) == {"triples": 0}
    assert str(workload.generator) == "DCGAN 3x3 64-32-16-8-3 relu + BN"
    assert str(workload.discriminator) == (
        "DCGAN 3x3 3-4-8-16-1 leaky-relu 0.3 + BN from the first layer on"
    )
    generator = 257 * 1024 + 9 * (64 * 32 + 32 * 16 + 16 * 8 + 8 * 3) + 59 + 2 * 120
    discriminator = 9 * (3 * 4 + 4 * 8 + 8 * 16) + 28 + 2 * 28 + 4 * 4 * 16 + 1
    assert workload.generator.parameters == generator
    assert workload.discriminator.parameters == discriminator
    assert (str(workload.prior), workload.batch) == ("N(0, I_256)", 128)
    rates = (workload.generator_optimizer, workload.discriminator_optimizer)
    assert rates == (Adam(1e-4, 0.5, 0.99), Adam(2e-4, 0.5, 0.99))


@pytest.mark.parametrize(
    ("name", "generator", "discriminator"),
    [("fashion-mnist", "128-64-1", "1-64-128"), ("cifar10", "128-64-3", "3-64-128")],
)
def test_the_protocol_of_lucic_et_al_is_that_of_their_code(name, generator, discriminator):
    workload = WORKLOADS[f"{name}-lucic"]
    assert workload.dataset == name
    assert str(workload.generator) == f"DCGAN 1024-{generator} leaky-relu + BN"
    assert str(workload.discriminator) == f"DCGAN {discriminator}-1024-1 leaky-relu + BN"
    assert (str(workload.prior), workload.batch) == ("U(-1, 1)^64", 64)
    rates = (workload.generator_optimizer, workload.discriminator_optimizer)
    assert rates == (Adam(5e-5, 0.0), Adam(5e-5, 0.0))


@pytest.mark.parametrize("name", [name for name in WORKLOADS if name.startswith("stacked-")])
def test_stacked_pictures_are_measured_by_their_1000_classes(name):
    workload = WORKLOADS[name]
    assert workload.shape[0] == 3
    assert workload.metrics[:2] == ("classes-seen", "class-kl")
    assert {m.split("-", 1)[1] for m in workload.metrics[2:]} == {workload.dataset}
    condition, distance = workload.target.conditions
    assert condition.metric == "classes-seen"
    assert distance.metric == f"fid-{workload.dataset}"
    covered_by_data_at_2500_samples = 1000 * (1 - (1 - 1 / 1000) ** 2500)
    assert 99 < condition.threshold < covered_by_data_at_2500_samples


@pytest.mark.parametrize(
    ("name", "side", "stages"), [("cifar10", 32, 3), ("svhn", 32, 3), ("celeba", 64, 4)]
)
def test_colour_is_halved_to_four_pixels(name, side, stages):
    workload = WORKLOADS[name]
    assert workload.shape == (3, side, side)
    assert workload.dataset == name
    for network in (workload.generator, workload.discriminator):
        assert network.size == side == 4 * 2**stages
        assert network.stages == stages


def test_patches_are_quick():
    quick, full = WORKLOADS["patches"], WORKLOADS["cifar10"]
    assert quick.shape == full.shape
    assert 5 * quick.generator.parameters < full.generator.parameters
    assert 5 * quick.discriminator.parameters < full.discriminator.parameters


def test_the_residual_protocol_is_that_of_its_code():
    workload = WORKLOADS["cifar10-resnet"]
    assert (workload.dataset, workload.shape) == ("cifar10", (3, 32, 32))
    assert str(workload.generator) == "ResNet 128-256-256-256-256-3 relu + BN"
    assert str(workload.discriminator) == "ResNet 3-128-128-128-128-1 relu, sum of positions"
    assert (str(workload.prior), workload.batch) == ("N(0, I_128)", 64)
    rates = (workload.generator_optimizer, workload.discriminator_optimizer)
    assert rates == (Adam(Linear(2e-4, 0.0), 0.0, 0.9),) * 2
    assert (workload.metrics, workload.final) == (("fid",), ("fid-train", "is"))
