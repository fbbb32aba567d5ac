"""Relativistic pairing GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

RPGAN = Recipe(
    title="Relativistic pairing GAN",
    idea="loss",
    reference=Reference(
        "Jolicoeur-Martineau",
        2019,
        "The relativistic discriminator: a key element missing from standard GAN",
        "https://arxiv.org/abs/1807.00734",
    ),
    formula="max_C  E[log s(C(x) - C(G(z)))];   max_G  E[log s(C(G(z)) - C(x))]",
    loss=Part("relativistic-pairing"),
)
