"""Optimistic Adam."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

OPTIMISTIC_ADAM = Recipe(
    title="Optimistic Adam",
    idea="updates",
    reference=Reference(
        "Daskalakis et al.",
        2018,
        "Training GANs with Optimism",
        "https://arxiv.org/abs/1711.00141",
    ),
    formula="w <- w + 2 d_t - d_(t-1), d_t the step of Adam, both players at once",
    loss=Part("non-saturating"),
    stabilizers=(
        Part("simultaneous"),
        Part("optimism"),
    ),
)
