"""Wasserstein GAN with one-sided gradient penalty."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

WGAN_GP_ONE_SIDED = Recipe(
    title="Wasserstein GAN with one-sided gradient penalty",
    idea="penalty",
    reference=Reference(
        "Petzka et al.",
        2018,
        "On the regularization of Wasserstein GANs",
        "https://arxiv.org/abs/1709.08894",
    ),
    formula="min_G max_f  E[f(x)] - E[f(G(z))] - lambda E[max(0, |grad f(x~)| - 1)^2]",
    loss=Part("wasserstein"),
    stabilizers=(Part("gradient-penalty", {"one_sided": True}),),
    generator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
)
