"""Wasserstein GAN with weight clipping."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import RMSProp
from ganbench.references import Reference

WGAN = Recipe(
    title="Wasserstein GAN (weight clipping)",
    idea="loss",
    reference=Reference(
        "Arjovsky et al.", 2017, "Wasserstein GAN", "https://arxiv.org/abs/1701.07875"
    ),
    formula="min_G max_f  E[f(x)] - E[f(G(z))],   w <- clip(w, -c, c)",
    loss=Part("wasserstein"),
    stabilizers=(Part("weight-clipping"),),
    generator_optimizer=RMSProp(lr=5e-5),
    discriminator_optimizer=RMSProp(lr=5e-5),
    discriminator_steps=5,
)
