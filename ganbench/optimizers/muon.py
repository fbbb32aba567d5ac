"""Muon for matrices, AdamW for all else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.bounds import Count, Fraction, NonNegative, Positive, Rate
from ganbench.errors import GanbenchError
from ganbench.optimizers.adam import adam_step
from ganbench.optimizers.layout import Layout
from ganbench.optimizers.newton_schulz import orthogonalized
from ganbench.optimizers.optimizer import Optimizer, Slots

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Muon(Optimizer):
    """Muon: w <- w - lr s O(u) for matrices, O(u) the momentum made orthogonal, and AdamW else.

    m <- mu m + (1 - mu) g, and u = mu m + (1 - mu) g (Nesterov's) or m. O is five steps of a
    Newton-Schulz iteration, and s = max(1, rows / columns)^0.5. Weights decay as AdamW's do.

    Every parameter of two axes or more is a matrix, [first axis, all others]: a convolution's
    kernel is [outputs, inputs x height x width]. A transposed convolution's, whose first axis is
    its inputs, is that of the convolution that it transposes. What has one axis, such as biases and
    scales, is moved by AdamW at a rate of its own.

    torch.optim.Muon iterates in bfloat16, takes matrices alone, and decays them by 0.1 unless told
    otherwise; here the iteration has the precision of the parameters. The authors move the first
    and the last layer by AdamW, too, and in their code s is 1 for square kernels of convolutions;
    here all layers are alike.

    Source: Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks,
    https://kellerjordan.github.io/posts/muon/

    Attributes:
        lr: The learning rate of matrices, the one that TTUR sets.
        momentum: Decay mu of the moving average of gradients.
        nesterov: Whether a step is Nesterov's.
        steps: Of the Newton-Schulz iteration.
        eps: Is added to a matrix's norm, by which it is divided.
        weight_decay: Decoupled decay of all parameters, matrices or not.
        adamw_lr: The learning rate of what is no matrix.
        adamw_beta1: Decay of AdamW's first moment.
        adamw_beta2: Decay of AdamW's second moment.
        adamw_eps: What keeps AdamW's quotient finite.
    """

    lr: Rate
    momentum: Fraction = 0.95
    nesterov: bool = True
    steps: Count = 5
    eps: Positive = 1e-7
    weight_decay: NonNegative = 0.0
    adamw_lr: Rate = 3e-4
    adamw_beta1: Fraction = 0.9
    adamw_beta2: Fraction = 0.95
    adamw_eps: Positive = 1e-10

    @property
    @override
    def rests_elsewhere(self) -> str:  # type: ignore[override]  # of these settings, not of all
        """Why players do not rest at the equilibrium."""
        return "decay draws parameters to 0" if self.weight_decay else ""

    @override
    def for_network(self, layout: Layout) -> BoundMuon:
        return BoundMuon(self, layout)

    @override
    def init(self, params: Tensor) -> Slots:
        raise _unbound()

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        raise _unbound()


@dataclass(frozen=True)
class BoundMuon(Optimizer):
    """Muon for the parameters of one network.

    Attributes:
        rule: Its settings.
        layout: Where each parameter stands in the vector.
    """

    rule: Muon
    layout: Layout

    @property
    @override
    def lr(self) -> float:  # type: ignore[override]  # the rule's, not a field
        """The learning rate of matrices."""
        return self.rule.lr

    @override
    def at_rate(self, lr: float) -> BoundMuon:
        return BoundMuon(self.rule.at_rate(lr), self.layout)

    @override
    def init(self, params: Tensor) -> Slots:
        zeros = params.new_zeros(params.shape)
        count = params.new_zeros(())
        return {"momentum": zeros, "mean": zeros.clone(), "square": zeros.clone(), "count": count}

    @override
    def update(self, params: Tensor, grad: Tensor, slots: Slots) -> tuple[Tensor, Slots]:
        rule = self.rule
        new = (1 - rule.momentum) * grad
        momentum = rule.momentum * slots["momentum"] + new
        direction = rule.momentum * momentum + new if rule.nesterov else momentum
        # One step of all is quicker than one of each bias; what it makes of matrices is dropped.
        others, own = adam_step(
            params - rule.adamw_lr * rule.weight_decay * params,
            grad,
            slots,
            rule.adamw_lr,
            (rule.adamw_beta1, rule.adamw_beta2),
            rule.adamw_eps,
        )
        moved = [
            other if other.ndim < 2 else self._moved(matrix, toward)
            for matrix, toward, other in zip(
                *map(self.layout.split, (params, direction, others)), strict=True
            )
        ]
        return self.layout.join(moved), {"momentum": momentum, **own}

    def _moved(self, weight: Tensor, direction: Tensor) -> Tensor:
        """Returns a weight [first, *others] after a step."""
        step = orthogonalized(direction.flatten(1), self.rule.steps, self.rule.eps)
        rows, columns = step.shape
        scale: float = max(1, rows / columns) ** 0.5
        step = scale * step.reshape(weight.shape)
        return weight - self.rule.lr * (step + self.rule.weight_decay * weight)


def _unbound() -> GanbenchError:
    return GanbenchError(
        "Muon moves matrices, and expected to be told where they are in the vector of parameters. "
        "Call `for_network(layout)` first, with a network's `layout`, and take the rule that it "
        "returns."
    )
