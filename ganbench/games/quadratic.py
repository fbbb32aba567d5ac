"""Strongly-convex-strongly-concave quadratic functions, one drawn for each seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge
from typing_extensions import override

from ganbench.bounds import BoundsError, Count, Mistake, NonNegative, Positive
from ganbench.games.payoffs import Payoffs

if TYPE_CHECKING:  # workloads are listed without importing torch
    from torch import Generator, Tensor


@dataclass(frozen=True)
class Quadratic(Payoffs):
    """f(x, y) = x^T A x / 2 + x^T B y - y^T C y / 2, of which x descends f and y descends -f.

    A and C have the eigenvalues mu, L and others of U(mu, L); B has L_xy twice and others of
    U(mu_xy, L_xy). Both players start at 2 N(0, I). All matrices are diagonal here: the paper's
    are in random bases, U of x and V of y, in which a start of the same law is another one for each
    function. Seed s plays function s mod `functions`, from a start of its own.

    Source: Lee et al. 2024, Fundamental Benefit of Alternating Updates in Minimax Optimization,
    and the authors' code for the experiment on random quadratic functions.

    Attributes:
        mu: The smallest eigenvalue of A and C, of strong convexity and strong concavity.
        smoothness: The paper's L, their largest.
        mu_xy: The smallest singular value of B, or a lower bound.
        smoothness_xy: The paper's L_xy, its largest.
        dimension: The length of each vector.
        functions: How many functions there are.

    Raises:
        BoundsError: On construction, where a smallest value is above its largest.
    """

    mu: Positive = 0.1
    smoothness: Positive = 1.0
    mu_xy: NonNegative = 0.1
    smoothness_xy: Positive = 1.0
    dimension: Annotated[int, Ge(2)] = 100
    functions: Count = 10

    @override
    def __post_init__(self) -> None:
        for low, high in (("mu", "smoothness"), ("mu_xy", "smoothness_xy")):
            bound, found = getattr(self, high), getattr(self, low)
            if found > bound:
                raise BoundsError(Mistake(low, f"at most {high}, {bound:g}", found))

    @override
    def generator_loss(self, x: Tensor, y: Tensor, facts: Tensor) -> Tensor:
        a, b, c = facts.chunk(3)
        return (a * x * x / 2 + b * x * y - c * y * y / 2).sum()

    @override
    def number_of_function(self, seed: int) -> int:
        return seed % self.functions

    @override
    def facts(self, stream: Generator) -> Tensor:
        """Draws the diagonals of A, B and C, [3 * dimension]."""
        import torch

        own = (self.mu, self.smoothness)
        both = (self.mu_xy, self.smoothness_xy)
        ends = (own, (self.smoothness_xy, self.smoothness_xy), own)
        drawn = torch.rand(3, self.dimension - 2, generator=stream, dtype=torch.float64)
        rows = [
            torch.cat([torch.tensor(known, dtype=torch.float64), low + (high - low) * row])
            for known, (low, high), row in zip(ends, (own, both, own), drawn, strict=True)
        ]
        return torch.cat(rows)

    @override
    def start(self, stream: Generator) -> tuple[Tensor, Tensor]:
        x, y = super().start(stream)
        return 2 * x, 2 * y
