"""Hinge GAN (geometric GAN)."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

HINGE = Recipe(
    title="Hinge GAN (geometric GAN)",
    idea="loss",
    reference=Reference(
        "Lim & Ye",
        2017,
        "Geometric GAN",
        "https://arxiv.org/abs/1705.02894",
    ),
    formula="min_D  E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))];   max_G  E[D(G(z))]",
    loss=Part("hinge"),
)
