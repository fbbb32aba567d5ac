"""Jensen-Shannon regulariser."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

ROTH = Recipe(
    title="Jensen-Shannon regulariser",
    idea="penalty",
    reference=Reference(
        "Roth et al.",
        2017,
        "Stabilizing Training of Generative Adversarial Networks through Regularization",
        "https://arxiv.org/abs/1705.09367",
    ),
    formula="non-saturating + gamma/2 (E[(1 - D(x))^2 |grad l|^2] + E[D(G(z))^2 |grad l|^2])",
    loss=Part("non-saturating"),
    stabilizers=(Part("roth"),),
)
