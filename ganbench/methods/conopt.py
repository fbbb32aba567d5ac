"""Consensus optimisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

CONOPT = Recipe(
    title="Consensus optimisation",
    idea="updates",
    reference=Reference(
        "Mescheder et al.",
        2017,
        "The Numerics of GANs",
        "https://arxiv.org/abs/1705.10461",
    ),
    formula="both players descend F + gamma grad(|F|^2 / 2)",
    loss=Part("non-saturating"),
    stabilizers=(Part("consensus"),),
)
