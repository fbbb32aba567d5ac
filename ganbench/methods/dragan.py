"""DRAGAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

DRAGAN = Recipe(
    title="DRAGAN",
    idea="penalty",
    reference=Reference(
        "Kodali et al.",
        2017,
        "On Convergence and Stability of GANs",
        "https://arxiv.org/abs/1705.07215",
    ),
    formula="non-saturating + lambda E[(|grad D(x + delta)| - 1)^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("dragan"),),
)
