"""Simultaneous updates."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

SIMULTANEOUS = Recipe(
    title="Simultaneous updates",
    idea="updates",
    reference=Reference(
        "Mescheder et al.",
        2017,
        "The Numerics of GANs",
        "https://arxiv.org/abs/1705.10461",
    ),
    formula="non-saturating, both players moved from the same point",
    loss=Part("non-saturating"),
    stabilizers=(Part("simultaneous"),),
)
