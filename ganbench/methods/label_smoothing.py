"""One-sided label smoothing."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LABEL_SMOOTHING = Recipe(
    title="One-sided label smoothing",
    idea="loss",
    reference=Reference(
        "Salimans et al.",
        2016,
        "Improved Techniques for Training GANs",
        "https://arxiv.org/abs/1606.03498",
    ),
    formula="max_D  E[0.9 log D(x) + 0.1 log(1 - D(x))] + E[log(1 - D(G(z)))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("label-smoothing"),),
)
