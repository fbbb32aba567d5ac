"""Keeps the critic's slope near one between the data and what is generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.networks.architecture import UnsuitedError
from ganbench.stabilizers.stabilizer import (
    Combination,
    Critic,
    DiscriminatorInputs,
    Draw,
    Stabilizer,
)


class OfSlopes(Stabilizer):
    """Base of what looks at the gradient of a sample's logit, which has to be the sample's own."""

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        try:
            together = combination.equipped.discriminator.compares
        except UnsuitedError:
            return None  # the one that wants the impossible will tell
        if together:
            return f"D compares samples ({together}), so a slope is not one sample's own"
        return super().incompatibility(combination)


@dataclass(frozen=True)
class GradientPenalty(OfSlopes):
    """Gradient penalty: weight * E[(|grad_x D(x~)| - target)^2].

    x~ lies between a real and a generated sample:
    x~ = e x + (1 - e) G(z) with e uniform on [0, 1], one a sample.

    One-sided, only slopes above the target cost: max(0, |grad| - target)^2.
    For target 0 it is weight * E[|grad_x D(x~)|^2], which is smooth where a slope is 0.

    Source: Gulrajani et al. 2017, Improved Training of Wasserstein GANs, algorithm 1;
    one-sided: Petzka et al. 2018, On the regularization of Wasserstein GANs (WGAN-LP);
    target 0: Thanh-Tung et al. 2019, Improving Generalization and Stability of Generative
    Adversarial Networks.

    Attributes:
        weight: The paper's lambda.
        target: The slope that costs nothing.
        one_sided: Whether smaller slopes cost nothing either.
    """

    weight: NonNegative = 10.0
    target: NonNegative = 1.0
    one_sided: bool = False

    @override
    def penalty_draws(self, shape: tuple[int, ...], latent: tuple[int, int]) -> Mapping[str, Draw]:
        """One number a sample: where between its real and its generated end it lies."""
        return {"mix": Draw("uniform", (shape[0],) + (1,) * (len(shape) - 1))}

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        between = inputs.fake + inputs.noise["mix"] * (inputs.real - inputs.fake)
        if self.target == 0:  # the norm has no second derivative at 0, the square has
            return self.weight * squared_slope(discriminator, between).mean()
        excess = norm(slopes(discriminator, between)) - self.target
        if self.one_sided:
            excess = excess.clamp(min=0)
        return self.weight * excess.square().mean()


def slopes(discriminator: Critic, x: Tensor) -> Tensor:
    """Each sample's gradient of its logit, [batch, *shape] -> [batch, d]."""
    gradient: Tensor = torch.func.grad(lambda x: discriminator(x).sum())(x)
    return gradient.flatten(1)


def squared_slope(discriminator: Critic, x: Tensor) -> Tensor:
    """Each sample's squared norm of that gradient, [batch, *shape] -> [batch]; smooth at 0."""
    return slopes(discriminator, x).square().sum(1)


def norm(x: Tensor) -> Tensor:
    """Euclidean norms of the rows, [batch, d] -> [batch]; the derivative at 0 is 0, not NaN."""
    square = x.square().sum(-1)
    nonzero = square != 0  # true for NaN, which must stay NaN
    return square.where(nonzero, 1.0).sqrt().where(nonzero, 0.0)
