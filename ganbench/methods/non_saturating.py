"""The game that nearly everybody means by "GAN loss"."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

NON_SATURATING = Recipe(
    title="Non-saturating GAN",
    idea="loss",
    reference=Reference(
        "Goodfellow et al.", 2014, "Generative Adversarial Nets", "https://arxiv.org/abs/1406.2661"
    ),
    formula="max_D  E[log D(x)] + E[log(1 - D(G(z)))];   max_G  E[log D(G(z))]",
    loss=Part("non-saturating"),
)
