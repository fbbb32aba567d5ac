"""Wasserstein GAN with a gradient penalty."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

WGAN_GP = Recipe(
    title="Wasserstein GAN with gradient penalty",
    idea="penalty",
    reference=Reference(
        "Gulrajani et al.",
        2017,
        "Improved Training of Wasserstein GANs",
        "https://arxiv.org/abs/1704.00028",
    ),
    formula="min_G max_f  E[f(x)] - E[f(G(z))] - lambda E[(|grad f(x~)| - 1)^2]",
    loss=Part("wasserstein"),
    stabilizers=(Part("gradient-penalty"),),
    generator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
)
