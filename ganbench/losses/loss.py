"""What a loss is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import Bounded
from ganbench.hooks import refuse_unknown_hooks


class Loss(Bounded, ABC):
    """A pair of functions on logits, each minimised by its player.

    Logits are the discriminator's raw outputs, one a sample: tensors of shape [batch]. A loss is
    written for one game; the engine vectorises it over seeds. Each is a frozen dataclass whose
    fields are the parameters that a suite file may set.

    Example:
        >>> from dataclasses import dataclass
        >>> import torch
        >>> import ganbench
        >>> @dataclass(frozen=True)
        ... class Squares(ganbench.Loss):
        ...     def discriminator(self, real_logits, fake_logits):
        ...         return (real_logits - 1).square().mean() + fake_logits.square().mean()
        ...
        ...     def generator(self, fake_logits, real_logits):
        ...         return (fake_logits - 1).square().mean()
        >>> Squares().generator(torch.tensor([2.0, 4.0]), None)  # (1 + 9) / 2
        tensor(5.)

    Attributes:
        relativistic: Whether the generator's loss looks at the real logits too.
        labels: Whether the discriminator's loss is the cross-entropy of two labels, real and fake.
    """

    _numbers_may_vary: ClassVar[bool] = True
    relativistic: ClassVar[bool] = False
    labels: ClassVar[bool] = False

    @override
    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        refuse_unknown_hooks(cls, Loss)

    @abstractmethod
    def discriminator(self, real_logits: Tensor, fake_logits: Tensor) -> Tensor:
        """Returns what the discriminator minimises, a scalar.

        Args:
            real_logits: Of real samples, [batch].
            fake_logits: Of generated samples, [batch].
        """

    @abstractmethod
    def generator(self, fake_logits: Tensor, real_logits: Tensor | None) -> Tensor:
        """Returns what the generator minimises, a scalar.

        Args:
            fake_logits: Of generated samples, [batch]; the generator wants them higher.
            real_logits: Of real samples, [batch]; `None` unless the loss is relativistic.
        """
