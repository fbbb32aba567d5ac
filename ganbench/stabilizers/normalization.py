"""Other normalisation between the networks' layers, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.layer import Normalization
from ganbench.stabilizers.choice import Choice, Networks

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture


@dataclass(frozen=True)
class NormalizationChoice(Choice):
    """A choice of normalisation before the activations of one network or both.

    Numbers are shifted and scaled to mean 0 and variance 1, then by a scale and a shift learnt for
    each channel. "batch": those of a channel in the whole batch, real and generated samples each
    a batch of their own; "layer": all those of a sample; "instance": those of a channel in one
    picture; "none". With "batch" in the discriminator a sample's logit is no longer its own, so
    penalties on the gradient at a sample lose their meaning.

    Source: batch: Ioffe & Szegedy 2015, Batch Normalization; layer: Ba et al. 2016, Layer
    Normalization; instance: Ulyanov et al. 2016, Instance Normalization.

    Attributes:
        kind: Which normalisation.
        networks: Which networks change; the others stay the workload's.
    """

    kind: Normalization = "batch"
    networks: Networks = "both"

    @override
    def _changed(self, network: Architecture) -> Architecture:
        return network.with_normalization(self.kind)
