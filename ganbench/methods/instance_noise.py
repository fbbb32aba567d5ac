"""Instance noise."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

INSTANCE_NOISE = Recipe(
    title="Instance noise",
    idea="input",
    reference=Reference(
        "Sønderby et al.",
        2017,
        "Amortised MAP Inference for Image Super-resolution",
        "https://arxiv.org/abs/1610.04490",
    ),
    formula="non-saturating on x + sigma e and G(z) + sigma e,   e ~ N(0, I)",
    loss=Part("non-saturating"),
    stabilizers=(Part("instance-noise"),),
)
