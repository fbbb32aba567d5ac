"""Optimistic gradient descent ascent."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import SGD
from ganbench.references import Reference

OGDA = Recipe(
    title="Optimistic gradient descent ascent",
    idea="updates",
    reference=Reference(
        "Daskalakis et al.",
        2018,
        "Training GANs with Optimism",
        "https://arxiv.org/abs/1711.00141",
    ),
    formula="w <- w - 2 lr g_t + lr g_(t-1), both players at once",
    loss=Part("non-saturating"),
    stabilizers=(
        Part("simultaneous"),
        Part("optimism"),
    ),
    generator_optimizer=SGD(lr=1e-2),
    discriminator_optimizer=SGD(lr=1e-2),
)
