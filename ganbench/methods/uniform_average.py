"""Uniform average of the generator."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

UNIFORM_AVERAGE = Recipe(
    title="Uniform average of the generator",
    idea="averaging",
    reference=Reference(
        "Yazici et al.",
        2019,
        "The Unusual Effectiveness of Averaging in GAN Training",
        "https://arxiv.org/abs/1806.04498",
    ),
    formula="non-saturating;   the mean of all g is measured",
    loss=Part("non-saturating"),
    stabilizers=(Part("uniform-average"),),
)
