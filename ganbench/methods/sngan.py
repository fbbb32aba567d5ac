"""Spectral normalisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

SNGAN = Recipe(
    title="Spectral normalisation",
    idea="normalization",
    reference=Reference(
        "Miyato et al.",
        2018,
        "Spectral Normalization for Generative Adversarial Networks",
        "https://arxiv.org/abs/1802.05957",
    ),
    formula="hinge, each weight matrix of D used as W / sigma(W); sigma in full, at a higher cost "
    "than the paper's one power iteration a step",
    loss=Part("hinge"),
    stabilizers=(Part("spectral-norm"),),
    generator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
)
