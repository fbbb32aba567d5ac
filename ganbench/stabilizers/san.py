"""The discriminator's last layer finds the direction in which two distributions differ most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.slopes import norm
from ganbench.stabilizers.stabilizer import Stabilizer, overrides


@dataclass(frozen=True)
class SAN(Stabilizer):
    """Slicing adversarial network: a logit is h(x) . u, u the last layer's direction w / |w|.

    D descends its loss on h . sg(u), and -E[sg(h(x)) . u] + E[sg(h(G(z))) . u], the Wasserstein
    loss of the direction; sg holds constant. h is the features before the last layer times |w|, as
    in the authors' code. The layer's bias, which the authors' networks lack, is added to h . sg(u).
    What differentiates the players' gradients themselves would miss how they change with the
    constants, and is refused.

    Source: Takida et al. 2024, SAN: Inducing Metrizability of GAN with Discriminative Normalized
    Linear Layer, and the authors' code.
    """

    needs_last_layer: ClassVar[bool] = True

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        others = [*combination.before, *combination.after]
        if any(overrides(other, Stabilizer.critic) for other in others):
            return "it takes the logits apart that another stabilizer changes"
        if combination.differentiates_gradients:
            return "it holds constant what another stabilizer differentiates"
        return None

    @override
    def critic(self, discriminator: Critic) -> Critic:
        def logits(params: Tensor, x: Tensor) -> Tensor:
            features, direction, bias = _apart(discriminator, params, x)
            return features @ direction.detach() + (0 if bias is None else bias)

        return replace(discriminator, function=logits)

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        real, direction, _ = _apart(discriminator, discriminator.params, inputs.real)
        fake, _, _ = _apart(discriminator, discriminator.params, inputs.fake)
        return (fake.detach() @ direction).mean() - (real.detach() @ direction).mean()


def _apart(critic: Critic, params: Tensor, x: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
    """The scaled features [batch, width], the direction [width] and the bias [1] of one logit."""
    features, weight, bias = critic.last_layer(params, x)
    length = norm(weight)[0]
    return features * length, weight[0] / length.where(length != 0, 1.0), bias
