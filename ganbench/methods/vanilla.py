"""The original game."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

VANILLA = Recipe(
    title="Vanilla GAN (saturating minimax)",
    idea="loss",
    reference=Reference(
        "Goodfellow et al.", 2014, "Generative Adversarial Nets", "https://arxiv.org/abs/1406.2661"
    ),
    formula="min_G max_D  E[log D(x)] + E[log(1 - D(G(z)))]",
    loss=Part("minimax"),
)
