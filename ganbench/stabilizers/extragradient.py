"""Look one step ahead, then step from where you stand."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from ganbench.stabilizers.players import Field, Memory, Move, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Extragradient(Stabilizer):
    """Extragradient: w' = step(w, F(w)), then w <- step(w, F(w')), both players at once.

    Both steps are of the players' optimizers, whose state moves in both (Extra-Adam). Both
    gradients are of one batch, where Extra-Adam draws a new one for the second.

    Source: Korpelevich 1976; Gidel et al. 2019, A Variational Inequality Perspective on Generative
    Adversarial Networks, section 3.2 and algorithm 4.
    """

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        here = (players.generator.params, players.discriminator.params)
        ahead = move(field(*here), players)
        there = field(ahead.generator.params, ahead.discriminator.params)
        back = Players(*(player._replace(params=w) for player, w in zip(ahead, here, strict=True)))
        return move(there, back), memory
