"""Each player expects the other to go on as it did, and answers to that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ganbench.engine.optimizers import Optimistic
from ganbench.stabilizers.stabilizer import Settings, Stabilizer


@dataclass(frozen=True)
class Optimism(Stabilizer):
    """Optimistic updates: w <- w + 2 d_t - d_(t-1), with d_t the step of the player's optimizer.

    With gradient descent that is w - 2 lr g_t + lr g_(t-1) (OGDA), with Adam optimistic Adam.

    Source: Daskalakis et al. 2018, Training GANs with Optimism, algorithm 1.
    """

    def configure(self, settings: Settings) -> Settings:
        """See `Stabilizer.configure`."""
        return replace(
            settings,
            generator=Optimistic(settings.generator),
            discriminator=Optimistic(settings.discriminator),
        )
