"""Unrolled GAN."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

UNROLLED = Recipe(
    title="Unrolled GAN",
    idea="updates",
    reference=Reference(
        "Metz et al.",
        2017,
        "Unrolled Generative Adversarial Networks",
        "https://arxiv.org/abs/1611.02163",
    ),
    formula="max_G  E[log D_K(G(z))],   D_K: D after K differentiable updates of its own",
    loss=Part("non-saturating"),
    stabilizers=(Part("unrolling"),),
)
