from dataclasses import dataclass, replace

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.lecam import LeCam
from ganbench.stabilizers.normalization import NormalizationChoice
from ganbench.stabilizers.simultaneous import Simultaneous
from ganbench.stabilizers.spectral_norm import SpectralNorm
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.symplectic import SymplecticAdjustment
from ganbench.stabilizers.unrolling import Unrolling


def test_only_what_is_named_changes(small):
    equipped = NormalizationChoice("layer", "discriminator").modify_networks(small)
    assert equipped.generator == small.generator
    assert equipped.discriminator == replace(small.discriminator, normalization="layer")
    without = NormalizationChoice("none", "generator")
    assert without.modify_networks(replace(small, generator=DCGANGenerator(4, 1, 8))).generator == (
        DCGANGenerator(4, 1, 8, normalization="none")
    )


def test_instance_normalization_of_vectors_is_skipped_with_the_reason(small, reason_of):
    for networks in ("generator", "discriminator", "both"):
        choice = NormalizationChoice("instance", networks)
        assert "one number" in reason_of(small, choice)
    assert reason_of(small, NormalizationChoice("layer", "discriminator")) is None


@pytest.mark.parametrize("normalization", ["none", "batch", "layer", "instance"])
def test_a_seed_does_not_notice_its_cohort_of_pictures(normalization, small_pictures, cohort_of):
    workload = replace(
        small_pictures,
        generator=DCGANGenerator(prior=4, channels=1, size=8, width=3),
        discriminator=DCGANDiscriminator(channels=1, size=8, width=3),
    )
    choice = {"normalization": {"kind": normalization}}
    ends = []
    for seeds in ([3], [0, 5, 3]):
        cohort = cohort_of("non-saturating", workload, seeds, stabilizers=[choice])
        state = cohort.init()
        for step in range(3):
            state = cohort.step(state, step)
        assert state.alive.all()
        ends.append([leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)])
    assert all(torch.equal(a, b) for a, b in zip(*ends, strict=True))


@dataclass(frozen=True)
class Ahead(Stabilizer):
    """A look-ahead of somebody's own."""

    def lookahead(self, update, optimizer, discriminator):
        return update(optimizer, discriminator)


@pytest.mark.parametrize("other", [Consensus(), SymplecticAdjustment(), Unrolling(), Ahead()])
@pytest.mark.parametrize("constant", [SpectralNorm(), LeCam()])
def test_what_is_held_constant_is_no_part_of_what_differentiates_gradients(
    small, reason_of, other, constant
):
    reason = "it holds constant what another stabilizer differentiates"
    assert reason_of(small, other, constant).endswith(f": {reason}")
    assert reason_of(small, Simultaneous(), constant) is None
