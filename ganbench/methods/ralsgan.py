"""Relativistic average least squares GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

RALSGAN = Recipe(
    title="Relativistic average least squares GAN",
    idea="loss",
    reference=Reference(
        "Jolicoeur-Martineau",
        2019,
        "The relativistic discriminator: a key element missing from standard GAN",
        "https://arxiv.org/abs/1807.00734",
    ),
    formula="min_D  E[(r - 1)^2] + E[(f + 1)^2];   min_G  E[(f - 1)^2] + E[(r + 1)^2];   "
    "r = C(x) - E C(G(z)), f = C(G(z)) - E C(x)",
    loss=Part("ra-least-squares"),
)
