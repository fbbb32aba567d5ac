"""Latent consistency regularisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

ZCR = Recipe(
    title="Latent consistency regularisation",
    idea="penalty",
    reference=Reference(
        "Zhao et al.",
        2021,
        "Improved Consistency Regularization for GANs",
        "https://arxiv.org/abs/2002.04724",
    ),
    formula="min_D  L_D + 5 E[(D(G(z)) - D(G(z')))^2],   min_G  L_G - 0.5 E[mean (G(z) - G(z'))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("latent-consistency"),),
)
