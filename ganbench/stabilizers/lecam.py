"""Keeps the discriminator's opinions near what it lately said of the other kind."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Fraction, NonNegative
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.players import Memory, Players
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LeCam(Stabilizer):
    """LeCam: weight * (E[(D(x) - a_F)^2] + E[(D(G(z)) - a_R)^2]).

    a_R and a_F are moving averages of the mean logits of real and of generated samples, this
    batch's among them, and constants for the gradient. They are divided by what their weights sum
    to, 1 - decay^t, as Adam's moments, so that they start at the first batch's means and these, of
    an untrained D, do not outweigh later ones. So has the authors' code for StyleGAN2; that for
    BigGAN has no penalty for its first `start_itr` iterations, and averages that follow each batch.

    The squares are those of the paper's formula. The authors' code squares max(0, D(x) - a_F) and
    max(0, a_R - D(G(z))), that is, it leaves samples alone that are beyond the other average.

    Source: Tseng et al. 2021, Regularizing Generative Adversarial Networks under Limited Data,
    and the authors' code.

    Attributes:
        weight: The paper's lambda; 0.3 is that of the authors' code for CIFAR-10 with BigGAN.
        decay: Of the averages; 0.99 as in the authors' code for StyleGAN2. That for BigGAN has 0.9.
    """

    weight: NonNegative = 0.3
    decay: Fraction = 0.99

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if combination.differentiates_gradients:
            return "it holds constant what another stabilizer differentiates"
        return None

    @override
    def begin(self, players: Players) -> Memory:
        zero = players.discriminator.params.new_zeros(())
        return {name: zero.clone() for name in ("real", "fake", "weight")}

    @override
    def after_discriminator(
        self, memory: Memory, players: Players, real_logits: Tensor, fake_logits: Tensor
    ) -> Memory:
        return self._sums(memory, real_logits, fake_logits)

    def _sums(self, memory: Memory, real_logits: Tensor, fake_logits: Tensor) -> Memory:
        """The weighted sums of mean logits, and of the weights, with one more update's."""
        one = real_logits.new_ones(())
        now = {"real": real_logits.mean(), "fake": fake_logits.mean(), "weight": one}
        return {k: self.decay * memory[k] + (1 - self.decay) * now[k] for k in now}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        sums = self._sums(inputs.memory, inputs.real_logits.detach(), inputs.fake_logits.detach())
        real = (inputs.real_logits - sums["fake"] / sums["weight"]).square().mean()
        fake = (inputs.fake_logits - sums["real"] / sums["weight"]).square().mean()
        return self.weight * (real + fake)
