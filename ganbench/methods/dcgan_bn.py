"""All that the DCGAN paper asks of networks, and its training settings."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

DCGAN_BN = Recipe(
    title="DCGAN with batch normalisation in both networks",
    idea="network",
    reference=Reference(
        "Radford et al.",
        2016,
        "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial "
        "Networks",
        "https://arxiv.org/abs/1511.06434",
    ),
    formula="non-saturating with Adam(2e-4, 0.5),   G: BN + ReLU,   D: BN + leaky ReLU",
    loss=Part("non-saturating"),
    stabilizers=(
        Part("activation", {"networks": "discriminator"}),
        Part("normalization"),
    ),
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
)
