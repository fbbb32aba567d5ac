"""Unrolled GAN, ten steps."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

UNROLLED_10 = Recipe(
    title="Unrolled GAN, ten steps",
    idea="updates",
    reference=Reference(
        "Metz et al.",
        2017,
        "Unrolled Generative Adversarial Networks",
        "https://arxiv.org/abs/1611.02163",
    ),
    formula="max_G  E[log D_10(G(z))],   D_10: D after ten differentiable updates of its own",
    loss=Part("non-saturating"),
    stabilizers=(Part("unrolling", {"steps": 10}),),
)
