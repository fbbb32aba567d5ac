"""The equilibrium of the Dirac-GAN, whose discriminator is a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.games.solvable import SolvableGame

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Tensor


@dataclass(frozen=True)
class Dirac(SolvableGame):
    """Data: a point mass at `at`. Generator: one at theta. Discriminator: D(x) = psi x + b.

    The players minimise a method's own loss with its penalties. Every loss that has an equilibrium
    has it at theta = `at` and psi = 0; at which level b the discriminator is flat depends on the
    loss, and for Wasserstein's and relativistic ones every level will do. The deviation is
    (theta - at, psi), without b.

    Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, section 2,
    with data away from 0 and a bias: without one, some losses have no equilibrium there.

    Attributes:
        at: Where the data are.
    """

    at: float = 1.0

    @override
    def deviation(self, generator: Tensor, discriminator: Tensor, facts: Tensor) -> Tensor:
        import torch

        return torch.stack([generator[0] - self.at, discriminator[0]])
