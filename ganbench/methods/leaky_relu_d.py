"""Leaky ReLU in the discriminator."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LEAKY_RELU_D = Recipe(
    title="Leaky ReLU in the discriminator",
    idea="network",
    reference=Reference(
        "Radford et al.",
        2016,
        "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial "
        "Networks",
        "https://arxiv.org/abs/1511.06434",
    ),
    formula="non-saturating,   D's activation is max(h, h / 5)",
    loss=Part("non-saturating"),
    stabilizers=(Part("activation", {"networks": "discriminator"}),),
)
