"""Players take turns, and each answers to where the other would be after a longer step."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.stabilizer import Field, Memory, Move, Players, Stabilizer


@dataclass(frozen=True)
class AlexGDA(Stabilizer):
    """Alternating-extrapolation GDA: gradients at extrapolated points of the other player.

    With the generator's step p = step(g, dL_G/dg (g, d~)): g~ = g + gamma p, g <- g + p. Then with
    the discriminator's step q = step(d, dL_D/dd (g~, d)): d~ = d + delta q, d <- d + q. Steps are
    those of the players' optimizers. gamma = delta = 1 are alternating turns, generator first; 0
    and 1 are simultaneous ones. Both gradients are of one batch.

    Source: Lee et al. 2024, Fundamental Benefit of Alternating Updates in Minimax Optimization,
    algorithm 2.

    Attributes:
        gamma: How far the generator is extrapolated, in its steps.
        delta: How far the discriminator is.
    """

    gamma: NonNegative = 2.0
    delta: NonNegative = 2.0

    @override
    def begin(self, players: Players) -> Memory:
        return {"discriminator": players.discriminator.params.clone()}

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        g, d = players
        down_g = field.generator(g.params, memory["discriminator"])
        new_g = move.generator(down_g, g)
        ahead_g = g.params + self.gamma * (new_g.params - g.params)
        new_d = move.discriminator(field.discriminator(ahead_g, d.params), d)
        ahead_d = d.params + self.delta * (new_d.params - d.params)
        return Players(new_g, new_d), {"discriminator": ahead_d}
