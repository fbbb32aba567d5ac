"""Balanced consistency regularisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

BCR = Recipe(
    title="Balanced consistency regularisation",
    idea="penalty",
    reference=Reference(
        "Zhao et al.",
        2021,
        "Improved Consistency Regularization for GANs",
        "https://arxiv.org/abs/2002.04724",
    ),
    formula="min_D  L_D + 10 E[(D(x) - D(T(x)))^2] + 10 E[(D(G(z)) - D(T(G(z))))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("consistency", {"fake": 10.0}),),
)
