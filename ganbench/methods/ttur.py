"""Two time-scale update rule."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

TTUR = Recipe(
    title="Two time-scale update rule",
    idea="updates",
    reference=Reference(
        "Heusel et al.",
        2017,
        "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
        "https://arxiv.org/abs/1706.08500",
    ),
    formula="non-saturating, with learning rate b for D and a for G",
    loss=Part("non-saturating"),
    stabilizers=(Part("ttur"),),
)
