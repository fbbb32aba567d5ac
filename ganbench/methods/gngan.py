"""Gradient normalisation, with the hinge loss that the authors' code has for CIFAR-10."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

GNGAN = Recipe(
    title="Gradient normalisation",
    idea="normalization",
    reference=Reference(
        "Wu et al.",
        2021,
        "Gradient Normalization for Generative Adversarial Networks",
        "https://arxiv.org/abs/2109.02235",
    ),
    formula="hinge, D replaced by D / (|grad D| + |D|)",
    loss=Part("hinge"),
    stabilizers=(Part("gradient-normalization"),),
)
