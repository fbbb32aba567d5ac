"""What is known of a game whose equilibrium is known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ganbench.bounds import Bounded

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Tensor


class SolvableGame(Bounded, ABC):
    """Base of all games whose equilibrium is known: a frozen dataclass of plain values.

    A workload with such a game measures its players by their distance to the equilibrium.

    Example:
        >>> import torch
        >>> import ganbench
        >>> game = ganbench.workload("dirac-bias").game  # data at 1, D(x) = psi x + b
        >>> isinstance(game, ganbench.SolvableGame)
        True
    """

    @abstractmethod
    def deviation(self, generator: Tensor, discriminator: Tensor, facts: Tensor) -> Tensor:
        """Returns what separates both players from the equilibrium, [k]; 0 only there.

        Args:
            generator: The generator's parameters, [p].
            discriminator: The discriminator's, [q].
            facts: What was drawn for the seed, [f]; empty where nothing is.
        """
