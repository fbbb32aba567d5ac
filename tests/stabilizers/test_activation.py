from dataclasses import replace
from typing import get_args

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.networks import MLP, Maxout
from ganbench.networks.layer import Activation
from ganbench.stabilizers.activation import ActivationChoice
from ganbench.stabilizers.normalization import NormalizationChoice


def test_only_what_is_named_changes(small):
    equipped = ActivationChoice("silu", "discriminator").modify_networks(small)
    assert equipped.generator == small.generator
    assert equipped.discriminator == MLP((2, 16, 16, 1), activation="silu")
    both = ActivationChoice("elu").modify_networks(small)
    assert both.generator == MLP((4, 16, 16, 2), activation="elu")
    assert both.discriminator == MLP((2, 16, 16, 1), activation="elu")


def test_maxout_is_skipped_with_the_reason(small, reason_of):
    workload = replace(small, discriminator=Maxout((2, 16, 1), 3))
    reason = reason_of(workload, ActivationChoice("relu", "discriminator"))
    assert reason == "activation: maxout is an activation of its own, so there is none to choose"
    assert reason_of(workload, ActivationChoice("silu", "generator")) is None


@pytest.mark.parametrize("activation", get_args(Activation))
def test_a_seed_does_not_notice_its_cohort(activation, small, cohort_of):
    """With widths that fill no whole vectors of the processor, and a penalty's second slopes."""
    networks = [MLP(sizes, activation=activation) for sizes in ((4, 17, 2), (2, 13, 1))]
    odd = replace(small, generator=networks[0], discriminator=networks[1], batch=35)
    ends = []
    for seeds in ([3], [0, 5, 3]):
        cohort = cohort_of("non-saturating", odd, seeds, stabilizers=["gradient-penalty"])
        state = cohort.init()
        for step in range(4):
            state = cohort.step(state, step)
        assert state.alive.all()
        ends.append([leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)])
    assert all(torch.equal(a, b) for a, b in zip(*ends, strict=True))


def test_what_the_networks_have_already_is_skipped_with_the_reason(small, reason_of):
    same = "the networks are like this already"
    own = ActivationChoice(small.generator.activation, "generator")
    assert reason_of(small, own) == f"activation: {same}"
    assert reason_of(small, NormalizationChoice("none")) == f"normalization: {same}"
    assert reason_of(small, NormalizationChoice("layer")) is None
