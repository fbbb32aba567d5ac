"""Look one step ahead, then step from where you stand."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from ganbench.stabilizers.stabilizer import Field, Move, Player, Stabilizer


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
        self, field: Field, move: Move, generator: Player, discriminator: Player
    ) -> tuple[Player, Player]:
        here = field(generator.params, discriminator.params)
        ahead_g, ahead_d = move(here, generator, discriminator)
        there = field(ahead_g.params, ahead_d.params)
        back_g = ahead_g._replace(params=generator.params)
        back_d = ahead_d._replace(params=discriminator.params)
        return move(there, back_g, back_d)
