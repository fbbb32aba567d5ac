"""Each player expects the other to go on as it did, and answers to that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typing_extensions import override

from ganbench.optimizers.optimistic import Optimistic
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.players import Settings
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Optimism(Stabilizer):
    """Optimistic updates: w <- w + 2 d_t - d_(t-1), with d_t the step of the player's optimizer.

    With gradient descent that is w - 2 lr g_t + lr g_(t-1) (OGDA), with Adam optimistic Adam. It is
    extragradient with the last gradient in the place of the one ahead (Gidel et al. 2019, section
    3.3), hence one of the two and not both.

    Source: Daskalakis et al. 2018, Training GANs with Optimism, algorithm 1.
    """

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if any(isinstance(other, Extragradient) for other in combination.stabilizers):
            return "it approximates the look ahead that extragradient takes: choose one of the two"
        return None

    @override
    def configure(self, settings: Settings) -> Settings:
        return replace(
            settings,
            generator=Optimistic(settings.generator),
            discriminator=Optimistic(settings.discriminator),
        )
