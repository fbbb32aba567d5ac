"""PacGAN with packs of four."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

PACGAN4 = Recipe(
    title="PacGAN with packs of four",
    idea="input",
    reference=Reference(
        "Lin et al.",
        2018,
        "PacGAN: The power of two samples in generative adversarial networks",
        "https://arxiv.org/abs/1712.04086",
    ),
    formula="non-saturating on D(x_1, x_2, x_3, x_4)",
    loss=Part("non-saturating"),
    stabilizers=(Part("packing", {"samples": 4}),),
)
