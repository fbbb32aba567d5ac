"""LeCam regularisation."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

LECAM = Recipe(
    title="LeCam regularisation",
    idea="penalty",
    reference=Reference(
        "Tseng et al.",
        2021,
        "Regularizing Generative Adversarial Networks under Limited Data",
        "https://arxiv.org/abs/2104.03310",
    ),
    formula="non-saturating + lambda (E[(D(x) - a_F)^2] + E[(D(G(z)) - a_R)^2])",
    loss=Part("non-saturating"),
    stabilizers=(Part("lecam"),),
)
