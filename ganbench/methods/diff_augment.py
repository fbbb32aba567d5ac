"""Differentiable augmentation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

DIFF_AUGMENT = Recipe(
    title="DiffAugment",
    idea="input",
    reference=Reference(
        "Zhao et al.",
        2020,
        "Differentiable Augmentation for Data-Efficient GAN Training",
        "https://arxiv.org/abs/2006.10738",
    ),
    formula="max_D  E[log D(T(x))] + E[log(1 - D(T(G(z))))],   max_G  E[log D(T(G(z)))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("diff-augment"),),
)
