"""Symplectic gradient adjustment."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

SGA = Recipe(
    title="Symplectic gradient adjustment",
    idea="updates",
    reference=Reference(
        "Balduzzi et al.",
        2018,
        "The Mechanics of n-Player Differentiable Games",
        "https://arxiv.org/abs/1802.05642",
    ),
    formula="both players descend F + s lambda A^T F,   A = (H - H^T)/2",
    loss=Part("non-saturating"),
    stabilizers=(Part("symplectic-adjustment"),),
)
