"""Least squares GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LSGAN = Recipe(
    title="Least squares GAN",
    idea="loss",
    reference=Reference(
        "Mao et al.",
        2017,
        "Least Squares Generative Adversarial Networks",
        "https://arxiv.org/abs/1611.04076",
    ),
    formula="min_D  E[(D(x) - 1)^2]/2 + E[D(G(z))^2]/2;   min_G  E[(D(G(z)) - 1)^2]/2",
    loss=Part("least-squares"),
)
