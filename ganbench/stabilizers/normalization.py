"""Other normalisation between the networks' layers, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ganbench.checks import expect
from ganbench.networks.architecture import Normalization
from ganbench.stabilizers.refusal import refusal
from ganbench.stabilizers.stabilizer import Combination, Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload

_NAMED = "a normalisation, or one for the discriminator"


@dataclass(frozen=True)
class NormalizationChoice(Stabilizer):
    """A choice of normalisation before the activations of either network or both.

    Numbers are shifted and scaled to mean 0 and variance 1, then by a scale and a shift learnt for
    each channel. "batch": those of a channel in the whole batch, real and generated samples each
    a batch of their own; "layer": all those of a sample; "instance": those of a channel in one
    picture; "none". With "batch" in the discriminator a sample's logit is no longer its own, so
    penalties on the gradient at a sample lose their meaning.

    Source: batch: Ioffe & Szegedy 2015, Batch Normalization; layer: Ba et al. 2016, Layer
    Normalization; instance: Ulyanov et al. 2016, Instance Normalization.

    Attributes:
        generator: Its normalisation; absent, the workload's.
        discriminator: Its normalisation; absent, the workload's.
    """

    generator: Normalization | None = None
    discriminator: Normalization | None = None

    def __post_init__(self) -> None:
        expect(bool(self.generator or self.discriminator), "generator", _NAMED, self.generator)

    def equip(self, workload: Workload) -> Workload:
        """See `Stabilizer.equip`."""
        generator, discriminator = workload.generator, workload.discriminator
        if self.generator:
            generator = generator.with_normalization(self.generator)
        if self.discriminator:
            discriminator = discriminator.with_normalization(self.discriminator)
        return replace(workload, generator=generator, discriminator=discriminator)

    def unfit(self, combination: Combination) -> str | None:
        """See `Stabilizer.unfit`."""
        return refusal(self.equip, combination.workload)
