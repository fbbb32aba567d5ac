"""The oldest regulariser, on the discriminator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import NonNegative
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class WeightDecay(Stabilizer):
    """Weight decay: weight/2 * |params|^2 added to the discriminator's loss, biases too.

    It is the L2 penalty that `weight_decay` of torch.optim.Adam stands for, not AdamW's. It
    sums over parameters, so that each decays at the same rate whatever their number.

    Source: Krogh & Hertz 1991, A Simple Weight Decay Can Improve Generalization; for GANs: Kurach
    et al. 2019, A Large-Scale Study on Regularization and Normalization in GANs, whose code leaves
    the biases out and takes the mean over the weight matrices, not the sum.

    Attributes:
        weight: The strength.
    """

    rests_elsewhere: ClassVar[str] = (
        "it makes D prefer a slope to a constant, where the best constant is not 0"
    )

    weight: NonNegative = 1e-4

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        return self.weight / 2 * discriminator.params.square().sum()
