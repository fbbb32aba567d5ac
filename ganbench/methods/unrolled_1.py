"""Unrolled GAN, one step."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

UNROLLED_1 = Recipe(
    title="Unrolled GAN, one step",
    idea="updates",
    reference=Reference(
        "Metz et al.",
        2017,
        "Unrolled Generative Adversarial Networks",
        "https://arxiv.org/abs/1611.02163",
    ),
    formula="max_G  E[log D_1(G(z))],   D_1: D after a differentiable update of its own",
    loss=Part("non-saturating"),
    stabilizers=(Part("unrolling", {"steps": 1}),),
)
