"""Keeps the discriminator from being certain of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Gt, Le
from torch import Tensor
from typing_extensions import override

from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class LabelSmoothing(Stabilizer):
    """One-sided label smoothing: the discriminator's target for real samples is `real`, not 1.

    Generated samples keep the target 0. For cross-entropy on D = sigmoid(l),
    -a log D - (1 - a) log(1 - D) = -log D + (1 - a) l, so smoothing adds (1 - a) E[l(x)].

    Source: Salimans et al. 2016, Improved Techniques for Training GANs, section 3.4.

    Attributes:
        real: The target a for real samples.
    """

    needs_labels: ClassVar[bool] = True

    real: Annotated[float, Gt(0), Le(1)] = 0.9

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        return (1 - self.real) * inputs.real_logits.mean()
