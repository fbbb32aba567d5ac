"""Takes the rotation out of the players' field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.players import Field, Memory, Move, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class SymplecticAdjustment(Stabilizer):
    """Symplectic gradient adjustment: both descend F + s weight A^T F.

    F is both gradients, H its Jacobian, A = (H - H^T)/2 its rotation. The sign
    s = sign(<F, H^T F> <A^T F, H^T F> / d + 1/10) leads to stable points, away from unstable.
    d is the length of both parameter vectors, the engine's padding included; the authors' code has
    the number of tensors in its place. The size of the adjustment does not depend on d.

    Source: Balduzzi et al. 2018, The Mechanics of n-Player Differentiable Games, algorithm 1, and
    the authors' code for the 1/10.

    Attributes:
        weight: The paper's lambda.
    """

    differentiates_gradients: ClassVar[bool] = True

    weight: NonNegative = 1.0

    @override
    def play(
        self, field: Field, move: Move, players: Players, memory: Memory
    ) -> tuple[Players, Memory]:
        point = (players.generator.params, players.discriminator.params)
        force, transposed = torch.func.vjp(field, *point)[:2]
        pulled, again = torch.func.vjp(transposed, force)[:2]  # H^T F
        (pushed,) = again(force)  # H F, as H^T is linear
        turned = [(a - b) / 2 for a, b in zip(pulled, pushed, strict=True)]
        along = sum((f * h).sum() for f, h in zip(force, pulled, strict=True))
        across = sum((t * h).sum() for t, h in zip(turned, pulled, strict=True))
        size = sum(f.numel() for f in force)
        sign = torch.sign(along * across / size + 0.1)
        down_g, down_d = (f + sign * self.weight * t for f, t in zip(force, turned, strict=True))
        return move((down_g, down_d), players), memory
