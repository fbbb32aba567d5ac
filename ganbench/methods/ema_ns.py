"""Exponential moving average of the generator."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

EMA_NS = Recipe(
    title="Exponential moving average of the generator",
    idea="averaging",
    reference=Reference(
        "Yazici et al.",
        2019,
        "The Unusual Effectiveness of Averaging in GAN Training",
        "https://arxiv.org/abs/1806.04498",
    ),
    formula="non-saturating;   g_bar <- beta g_bar + (1 - beta) g is measured",
    loss=Part("non-saturating"),
    stabilizers=(Part("ema"),),
)
