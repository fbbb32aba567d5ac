"""Relativistic average hinge GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

RAHINGE = Recipe(
    title="Relativistic average hinge GAN",
    idea="loss",
    reference=Reference(
        "Jolicoeur-Martineau",
        2019,
        "The relativistic discriminator: a key element missing from standard GAN",
        "https://arxiv.org/abs/1807.00734",
    ),
    formula="min_D  E[max(0, 1 - r)] + E[max(0, 1 + f)];   min_G  E[max(0, 1 - f)] + "
    "E[max(0, 1 + r)];   r = C(x) - E C(G(z)), f = C(G(z)) - E C(x)",
    loss=Part("ra-hinge"),
)
