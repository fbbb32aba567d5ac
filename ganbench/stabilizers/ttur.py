"""Two learning rates, one for each player."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typing_extensions import override

from ganbench.bounds import Rate
from ganbench.stabilizers.players import Settings
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class TTUR(Stabilizer):
    """Two time-scale update rule: each player's optimizer keeps its form and gets its own rate.

    The defaults are the paper's for a DCGAN on CIFAR-10, where the generator is the faster
    player; for WGAN-GP it is the other way round (discriminator 3e-4, generator 1e-4).

    Source: Heusel et al. 2017, GANs Trained by a Two Time-Scale Update Rule, table 1.

    Attributes:
        discriminator_lr: The paper's b(n).
        generator_lr: The paper's a(n).
    """

    discriminator_lr: Rate = 1e-4
    generator_lr: Rate = 5e-4

    @override
    def configure(self, settings: Settings) -> Settings:
        return replace(
            settings,
            discriminator=settings.discriminator.at_rate(self.discriminator_lr),
            generator=settings.generator.at_rate(self.generator_lr),
        )
