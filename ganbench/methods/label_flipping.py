"""Wrong labels now and then."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LABEL_FLIPPING = Recipe(
    title="Label flipping",
    idea="loss",
    reference=Reference(
        "Chintala et al.",
        2016,
        "How to Train a GAN? Tips and tricks to make GANs work",
        "https://github.com/soumith/ganhacks",
    ),
    formula="max_D  E[log D(x)] + E[log(1 - D(G(z)))],   5 % of the labels swapped",
    loss=Part("non-saturating"),
    stabilizers=(Part("label-flipping"),),
)
