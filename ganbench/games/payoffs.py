"""A game of two vectors: what each player minimises is a function of both."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.games.solvable import SolvableGame

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Generator, Tensor


class Payoffs(SolvableGame):
    """Base of all games of vectors: x of the generator and y of the discriminator, [dimension].

    The losses are pure functions of tensors for one seed; the engine vectorises over seeds. They
    take the place of a method's own loss.

    Example:
        >>> from dataclasses import dataclass
        >>> import torch
        >>> import ganbench
        >>> @dataclass(frozen=True)
        ... class Orbit(ganbench.Payoffs):
        ...     strength: float = 2.0
        ...     dimension = 1
        ...
        ...     def generator_loss(self, x, y, facts):
        ...         return self.strength * (x * y).sum()
        >>> x, y = torch.tensor([3.0]), torch.tensor([0.5])
        >>> Orbit().discriminator_loss(x, y, facts=torch.empty(0))  # they sum to zero
        tensor(-3.)
        >>> Orbit().deviation(x, y, facts=torch.empty(0))  # from the origin
        tensor([3.0000, 0.5000])
    """

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The length of each of the two vectors."""

    @abstractmethod
    def generator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        """Returns what the generator minimises, a scalar.

        Args:
            x: The generator's vector, [dimension].
            y: The discriminator's, [dimension].
            facts: What was drawn for the seed, [f].
        """

    def discriminator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        """Returns what the discriminator minimises, a scalar: minus the generator's loss.

        Args:
            x: The generator's vector, [dimension].
            y: The discriminator's, [dimension].
            facts: What was drawn for the seed, [f].
        """
        return -self.generator_loss(x, y, facts)

    @override
    def deviation(self, generator: Tensor, discriminator: Tensor, facts: Tensor) -> Tensor:
        """Returns both vectors in a row: the equilibrium is the origin, unless a game says so."""
        import torch

        return torch.cat([generator, discriminator])

    def number_of_function(self, seed: int) -> int:
        """Returns which function a seed plays; seeds of one number have the same facts."""
        return seed

    def facts(self, stream: Generator) -> Tensor:
        """Draws what makes the function of a seed, [f], float64; nothing, unless a game says so.

        Args:
            stream: On the CPU, seeded by `number_of_function`.
        """
        import torch

        return torch.empty(0, dtype=torch.float64)

    def start(self, stream: Generator) -> tuple[Tensor, Tensor]:
        """Draws where both players start, each [dimension], float64: N(0, I), if not said else.

        Args:
            stream: On the CPU, seeded by the trial's seed.
        """
        import torch

        x, y = torch.randn(2, self.dimension, generator=stream, dtype=torch.float64)
        return x, y
