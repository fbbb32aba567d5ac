"""Now and then both players go part of the way that they went back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import torch
from annotated_types import Ge, Gt, Le, Unit
from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.players import Memory, Player, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LookaheadMinimax(Stabilizer):
    """Lookahead-minimax: after every `period` generator steps w <- s + alpha (w - s), s <- w.

    Both players at once; s is where each was after the last of these, at first its initial
    parameters. In the authors' code it is first where each is after `period` steps, so that the
    first of these changes nothing. The optimizers' own state goes on as it is.

    Source: Chavdarova et al. 2021, Taming GANs with Lookahead-Minmax, algorithm 1.

    Attributes:
        period: The paper's k.
        alpha: How much of the way is kept; 1/2 in the paper's experiments.
    """

    period: Annotated[int, Ge(1), Unit("steps")] = 5
    alpha: Annotated[float, Gt(0), Le(1)] = 0.5

    @override
    def begin(self, players: Players) -> Memory:
        return {name: player.params.clone() for name, player in players._asdict().items()}

    @override
    def correct(self, players: Players, memory: Memory, step: Tensor) -> tuple[Players, Memory]:
        due = step % self.period == 0
        moved: dict[str, Player] = {}
        slow: dict[str, Tensor] = {}
        for name, player in players._asdict().items():
            back = memory[name] + self.alpha * (player.params - memory[name])
            moved[name] = player._replace(params=torch.where(due, back, player.params))
            slow[name] = torch.where(due, back, memory[name])
        return Players(**moved), slow
