"""Keeps the discriminator's opinions near what it lately said of the other kind."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from ganbench.checks import expect
from ganbench.stabilizers.stabilizer import Critic, Memory, Seen, Stabilizer


@dataclass(frozen=True)
class LeCam(Stabilizer):
    """LeCam: weight * (E[(D(x) - a_F)^2] + E[(D(G(z)) - a_R)^2]).

    a_R and a_F are moving averages of the mean logits of real and of generated samples, from 0.
    This is the paper's formula. The authors' code squares only max(0, D(x) - a_F) and
    max(0, a_R - D(G(z))), that is, it leaves samples alone that are beyond the other average.

    Source: Tseng et al. 2021, Regularizing Generative Adversarial Networks under Limited Data.

    Attributes:
        weight: The paper's lambda; 0.3 is that of the authors' code for CIFAR-10 with BigGAN.
        decay: Of the averages; 0.99 as in the authors' code.
    """

    weight: float = 0.3
    decay: float = 0.99

    def __post_init__(self) -> None:
        expect(self.weight >= 0, "weight", "a number from 0", self.weight)
        expect(0 <= self.decay < 1, "decay", "a number in [0, 1)", self.decay)

    def begin(self, generator: Tensor) -> Memory:
        """See `Stabilizer.begin`."""
        return {"real": generator.new_zeros(()), "fake": generator.new_zeros(())}

    def watch(self, memory: Memory, real_logits: Tensor, fake_logits: Tensor) -> Memory:
        """See `Stabilizer.watch`."""
        now = {"real": real_logits.mean(), "fake": fake_logits.mean()}
        return {k: self.decay * memory[k] + (1 - self.decay) * now[k] for k in now}

    def penalty(self, discriminator: Critic, seen: Seen) -> Tensor:
        """See `Stabilizer.penalty`."""
        real = (seen.real_logits - seen.memory["fake"]).square().mean()
        fake = (seen.fake_logits - seen.memory["real"]).square().mean()
        return self.weight * (real + fake)
