"""Each player is drawn to the mean of where it has been."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs, GeneratorInputs
from ganbench.stabilizers.players import Memory, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class HistoricalAveraging(Stabilizer):
    """Historical averaging: each player's loss gains weight * |w - mean(w_0, ..., w_t)|^2.

    The mean is that of a player's parameters after each generator step so far, its initial ones
    among them, and a constant to the gradient. The paper names no weight; 1 is a choice made here.

    Source: Salimans et al. 2016, Improved Techniques for Training GANs, section 3.3.

    Attributes:
        weight: The strength, the same for both players.
    """

    weight: NonNegative = 1.0

    @override
    def begin(self, players: Players) -> Memory:
        return {name: player.params.clone() for name, player in players._asdict().items()}

    @override
    def after_generator(self, memory: Memory, players: Players, step: Tensor) -> Memory:
        return {
            name: memory[name] + (player.params - memory[name]) / (step + 1)
            for name, player in players._asdict().items()
        }

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        away = discriminator.params - inputs.memory["discriminator"]
        return self.weight * away.square().sum()

    @override
    def generator_penalty(self, discriminator: Critic, inputs: GeneratorInputs) -> Tensor:
        return self.weight * (inputs.params - inputs.memory["generator"]).square().sum()
