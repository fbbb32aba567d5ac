"""Consistency regularisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

CR = Recipe(
    title="Consistency regularisation",
    idea="penalty",
    reference=Reference(
        "Zhang et al.",
        2020,
        "Consistency Regularization for Generative Adversarial Networks",
        "https://arxiv.org/abs/1910.12027",
    ),
    formula="min_D  L_D + 10 E[(D(x) - D(T(x)))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("consistency"),),
)
