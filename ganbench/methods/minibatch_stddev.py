"""Minibatch standard deviation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

MINIBATCH_STDDEV = Recipe(
    title="Minibatch standard deviation",
    idea="network",
    reference=Reference(
        "Karras et al.",
        2018,
        "Progressive Growing of GANs for Improved Quality, Stability, and Variation",
        "https://arxiv.org/abs/1710.10196",
    ),
    formula="non-saturating on D(f_i, mean_k std_j f_jk)",
    loss=Part("non-saturating"),
    stabilizers=(Part("minibatch-stddev"),),
)
