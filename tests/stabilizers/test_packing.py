from dataclasses import replace

import pytest
import torch

from ganbench.networks import MLP, ResNetDiscriminator
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.packing import Packing
from ganbench.workloads import WORKLOADS


def test_neighbours_are_put_side_by_side():
    x = torch.arange(8.0).view(4, 2)
    assert Packing(2).perturb(x, {}, {}, torch.tensor(0.0)).tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_images_become_channels():
    x = torch.arange(16.0).view(4, 1, 2, 2)
    packs = Packing(2).perturb(x, {}, {}, torch.tensor(0.0))
    assert packs.shape == (2, 2, 2, 2)
    assert torch.equal(packs[1, 0], x[2, 0])
    assert torch.equal(packs[1, 1], x[3, 0])
    assert Packing(2).perturbed_shape((4, 1, 2, 2)) == (2, 2, 2, 2)


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_only_the_layers_that_take_a_sample_grow(name):
    workload = WORKLOADS[name]
    packed = Packing(2).modify_networks(workload)
    assert packed.generator == workload.generator
    before, after = (w.discriminator.build().state_dict() for w in (workload, packed))
    changed = [k for k in before if before[k].shape != after[k].shape]
    assert len(changed) == (2 if isinstance(workload.discriminator, ResNetDiscriminator) else 1)
    for key in changed:
        assert after[key].shape[1] == 2 * before[key].shape[1]


def test_a_batch_that_does_not_divide_makes_no_sense(reason_of):
    workload = replace(WORKLOADS["ring8"], discriminator=MLP((2, 8, 1)), batch=30)
    reason = reason_of(workload, Packing(4))
    assert reason == "packing: a batch of 30 does not divide into packs of 4"
    assert reason_of(workload, Packing(3)) is None


def test_it_stands_behind_what_changes_single_samples(small, reason_of):
    found = reason_of(small, Packing(2), InstanceNoise())
    assert found == "packing: list it after what changes single samples"
    assert reason_of(small, InstanceNoise(), Packing(2)) is None


def test_packs_are_pairs_if_not_said_else():
    assert Packing() == Packing(2)
