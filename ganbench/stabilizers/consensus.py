"""Both players also agree to make their gradients small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.players import Field, Memory, Move, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Consensus(Stabilizer):
    """Consensus optimisation: both descend F + gamma * grad(|F|^2 / 2), F both their gradients.

    |F|^2 sums over all parameters of both players, as in the paper.

    With unrolling, F is the field of the unrolled game.

    Source: Mescheder et al. 2017, The Numerics of GANs.

    Attributes:
        gamma: The paper's weight. 10 is the default of the authors' code and what it has for
            CelebA; for CIFAR-10 it has 0.1 on the shallower of two networks, 10 on the deeper.
    """

    differentiates_gradients: ClassVar[bool] = True

    gamma: NonNegative = 10.0

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        def energy(g: Tensor, d: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
            down_g, down_d = field(g, d)
            return (down_g.square().sum() + down_d.square().sum()) / 2, (down_g, down_d)

        uphill, (down_g, down_d) = torch.func.grad(energy, argnums=(0, 1), has_aux=True)(
            players.generator.params, players.discriminator.params
        )
        together = down_g + self.gamma * uphill[0], down_d + self.gamma * uphill[1]
        return move(together, players), memory
