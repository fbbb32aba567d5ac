"""Relativistic average GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

RASGAN = Recipe(
    title="Relativistic average GAN",
    idea="loss",
    reference=Reference(
        "Jolicoeur-Martineau",
        2019,
        "The relativistic discriminator: a key element missing from standard GAN",
        "https://arxiv.org/abs/1807.00734",
    ),
    formula="max_D  E[log s(C(x) - E C(G(z)))] + E[log(1 - s(C(G(z)) - E C(x)))];   G swapped",
    loss=Part("relativistic-average"),
)
