"""Zero-centred gradient penalty between real and generated samples.

The weight is that of the authors' figures for MNIST; their code for mixtures defaults to 10. That
code penalises the slope of sigmoid(logit), here it is the logit's, as in every penalty.
"""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

ZERO_GP = Recipe(
    title="Zero-centred gradient penalty between real and generated samples",
    idea="penalty",
    reference=Reference(
        "Thanh-Tung et al.",
        2019,
        "Improving Generalization and Stability of Generative Adversarial Networks",
        "https://arxiv.org/abs/1902.03984",
    ),
    formula="non-saturating + lambda E[|grad D(x~)|^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("gradient-penalty", {"weight": 100.0, "target": 0.0}),),
)
