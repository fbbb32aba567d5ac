"""Several generators."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

MAD_GAN = Recipe(
    title="MAD-GAN",
    idea="network",
    reference=Reference(
        "Ghosh et al.",
        2018,
        "Multi-Agent Diverse Generative Adversarial Networks",
        "https://arxiv.org/abs/1704.02906",
    ),
    formula="max_D  E[log D_(k+1)(x)] + E[log D_i(G_i(z))],   max_G  E[log D_(k+1)(G_i(z))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("multi-agent"),),
)
