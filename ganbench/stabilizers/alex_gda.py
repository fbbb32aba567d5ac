"""Players take turns, and each answers to where the other would be after a longer step."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.players import Field, Memory, Move, Players
from ganbench.stabilizers.stabilizer import Stabilizer, overrides


@dataclass(frozen=True)
class AlexGDA(Stabilizer):
    """Alternating-extrapolation GDA: gradients at extrapolated points of the other player.

    With the generator's step p = step(g, dL_G/dg (g, d~)): g~ = g + gamma p, g <- g + p. Then with
    the discriminator's step q = step(d, dL_D/dd (g~, d)): d~ = d + delta q, d <- d + q. Steps are
    those of the players' optimizers. gamma = delta = 1 are alternating turns, generator first; 0
    and 1 are simultaneous ones. Both gradients are of one batch. What else moves the discriminator
    between these steps, such as further updates of its own, moves d~ with it.

    The paper leaves gamma and delta open; 2 is a choice made here. The authors' code for GANs calls
    the discriminator's gamma and the generator's delta, because its discriminator moves first.

    Source: Lee et al. 2024, Fundamental Benefit of Alternating Updates in Minimax Optimization.

    Attributes:
        gamma: How far the generator is extrapolated, in its steps.
        delta: How far the discriminator is.
    """

    gamma: NonNegative = 2.0
    delta: NonNegative = 2.0

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        others = (*combination.before, *combination.after)
        if any(overrides(other, Stabilizer.project) for other in others):
            return "it would extrapolate what another stabilizer does to the parameters"
        return None

    @override
    def begin(self, players: Players) -> Memory:
        return {"ahead": torch.zeros_like(players.discriminator.params)}

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        g, d = players
        down_g = field.generator(g.params, d.params + memory["ahead"])
        new_g = move.generator(down_g, g)
        ahead_g = g.params + self.gamma * (new_g.params - g.params)
        new_d = move.discriminator(field.discriminator(ahead_g, d.params), d)
        ahead = (self.delta - 1) * (new_d.params - d.params)  # from new_d, which moves on
        return Players(new_g, new_d), {"ahead": ahead}
