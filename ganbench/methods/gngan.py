"""Gradient normalisation, as the authors' code trains its plain CNN on CIFAR-10.

That is cross-entropy (non-saturating), one update each and Adam(2e-4, 0, 0.9) for both players. Its
ResNet has the hinge loss instead, five updates of D for one of G, and 4e-4 for D. Its average of
the generators (EMA) is left out here, as in the other recipes.
"""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

GNGAN = Recipe(
    title="Gradient normalisation",
    idea="normalization",
    reference=Reference(
        "Wu et al.",
        2021,
        "Gradient Normalization for Generative Adversarial Networks",
        "https://arxiv.org/abs/2109.02235",
    ),
    formula="non-saturating, D replaced by D / (|grad D| + |D|)",
    loss=Part("non-saturating"),
    stabilizers=(Part("gradient-normalization"),),
    generator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
)
