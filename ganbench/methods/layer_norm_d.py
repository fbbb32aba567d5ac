"""Layer normalisation in the discriminator."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LAYER_NORM_D = Recipe(
    title="Layer normalisation in the discriminator",
    idea="network",
    reference=Reference(
        "Ba et al.",
        2016,
        "Layer Normalization",
        "https://arxiv.org/abs/1607.06450",
    ),
    formula="non-saturating,   D's hidden layers h become (h - mean h) / std h",
    loss=Part("non-saturating"),
    stabilizers=(Part("normalization", {"kind": "layer", "networks": "discriminator"}),),
)
