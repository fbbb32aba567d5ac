"""WGAN-GP with two learning rates and one critic step."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam
from ganbench.references import Reference

WGAN_GP_TTUR = Recipe(
    title="WGAN-GP with two learning rates and one critic step",
    idea="updates",
    reference=Reference(
        "Heusel et al.",
        2017,
        "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
        "https://arxiv.org/abs/1706.08500",
    ),
    formula="wgan-gp with 3e-4 for D, 1e-4 for G",
    loss=Part("wasserstein"),
    stabilizers=(
        Part("gradient-penalty"),
        Part("ttur", {"discriminator_lr": 0.0003, "generator_lr": 0.0001}),
    ),
    generator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
)
