"""Lets the generator see how the discriminator will answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Unit
from typing_extensions import override

from ganbench.optimizers import SGD, Optimizer
from ganbench.stabilizers.players import Player
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Unrolling(Stabilizer):
    """Unrolling: G descends the whole value f(g, d_K), d_K the discriminator K updates on.

    d_0 = d, d_(k+1) = d_k - update(grad_d L_D(d_k, g)), and f = -L_D is what D ascends, the term
    of real samples included. Penalties count through d_K alone, as in every method G's own loss has
    none of D's. The gradient flows
    through the K updates, which are then forgotten. They use the discriminator's own optimizer,
    from its current state, on the generator step's batch; or plain gradient descent, as the paper
    writes it, at the rate of that optimizer.

    With a loss that is not zero-sum (L_G is not -L_D), G descends
    dL_G/dg (d_K, g) - dL_D/dd (d_K, g) dd_K/dg: its own loss directly, the value of D through D's
    answer. Where D is at its optimum the second term is 0, so that the equilibrium stays one.

    With a stabilizer that moves both players at once (extragradient, consensus and the like), this
    gradient is the generator's part of the field that it follows.

    Source: Metz et al. 2017, Unrolled Generative Adversarial Networks, section 2.

    Attributes:
        steps: The paper's K.
        inner: "own" updates with the discriminator's optimizer, "sgd" with gradient descent.
    """

    revision: ClassVar[int] = 2  # 1 left out the term of real samples

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
