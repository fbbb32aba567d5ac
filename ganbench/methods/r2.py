"""R2 gradient penalty."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

R2 = Recipe(
    title="R2 gradient penalty",
    idea="penalty",
    reference=Reference(
        "Mescheder et al.",
        2018,
        "Which Training Methods for GANs do actually Converge?",
        "https://arxiv.org/abs/1801.04406",
    ),
    formula="non-saturating + gamma/2 E[|grad D(G(z))|^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("r2"),),
)
