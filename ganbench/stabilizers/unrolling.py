"""Lets the generator see how the discriminator will answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Unit
from typing_extensions import override

from ganbench.optimizers import SGD, Optimizer
from ganbench.stabilizers.stabilizer import Player, Stabilizer


@dataclass(frozen=True)
class Unrolling(Stabilizer):
    """Unrolling: G descends its loss against the discriminator after K more updates of its own.

    d_0 = d, d_(k+1) = d_k - update(grad_d L_D(d_k, g)), and the generator's gradient is that of
    L_G(d_K(g), g): it flows through the K updates, which are then forgotten. They use the
    discriminator's own optimizer, from its current state, on the generator step's batch; or plain
    gradient descent, as the paper writes it, at the rate of that optimizer. With a stabilizer that
    moves both players at once (extragradient, consensus and the like), this gradient is the
    generator's part of the field that it follows.

    Source: Metz et al. 2017, Unrolled Generative Adversarial Networks, equations 7 to 10.

    Attributes:
        steps: The paper's K.
        inner: "own" updates with the discriminator's optimizer, "sgd" with gradient descent.
    """

    steps: Annotated[int, Ge(1), Unit("steps")] = 5
    inner: Literal["own", "sgd"] = "own"

    @override
    def lookahead(
        self,
        update: Callable[[Optimizer, Player], Player],
        optimizer: Optimizer,
        discriminator: Player,
    ) -> Player:
        if self.inner == "sgd":
            optimizer, discriminator = SGD(optimizer.lr), discriminator._replace(slots={})
        for _ in range(self.steps):
            discriminator = update(optimizer, discriminator)
        return discriminator
