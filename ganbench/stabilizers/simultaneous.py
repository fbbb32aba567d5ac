"""Both players move at once, from the same point."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from ganbench.stabilizers.players import Field, Memory, Move, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Simultaneous(Stabilizer):
    """Simultaneous updates: both gradients are taken at the same point and on the same batch.

    It stabilises nothing: it is what most theory is about. On a bilinear game it spirals outwards,
    while alternating turns, the default everywhere else, stay on their orbit. With n discriminator
    steps, n - 1 are D's alone and the last is joint: G answers the D before that one.

    Source: Mescheder et al. 2017, The Numerics of GANs (simultaneous gradient ascent); Gidel et al.
    2019, A Variational Inequality Perspective on Generative Adversarial Networks, section 3.1.
    """

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        gradients = field(players.generator.params, players.discriminator.params)
        return move(gradients, players), memory
