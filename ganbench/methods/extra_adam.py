"""Extragradient with Adam."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

EXTRA_ADAM = Recipe(
    title="Extragradient with Adam",
    idea="updates",
    reference=Reference(
        "Gidel et al.",
        2019,
        "A Variational Inequality Perspective on Generative Adversarial Networks",
        "https://arxiv.org/abs/1802.10551",
    ),
    formula="w' = Adam(w, F(w));   w <- Adam(w, F(w'))",
    loss=Part("non-saturating"),
    stabilizers=(Part("extragradient"),),
)
