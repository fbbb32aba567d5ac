"""DCGAN training settings."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

DCGAN = Recipe(
    title="DCGAN training settings",
    idea="updates",
    reference=Reference(
        "Radford et al.",
        2016,
        "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial "
        "Networks",
        "https://arxiv.org/abs/1511.06434",
    ),
    formula="non-saturating with Adam(2e-4, 0.5)",
    loss=Part("non-saturating"),
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
)
