"""Weight decay on the discriminator."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

WEIGHT_DECAY = Recipe(
    title="Weight decay on the discriminator",
    idea="penalty",
    reference=Reference(
        "Krogh & Hertz",
        1991,
        "A Simple Weight Decay Can Improve Generalization",
        "https://papers.nips.cc/paper/1991/hash/8eefcfdf5990e441f0fb6f3fad709e21-Abstract.html",
    ),
    formula="non-saturating + lambda/2 |w|^2",
    loss=Part("non-saturating"),
    stabilizers=(Part("weight-decay"),),
)
