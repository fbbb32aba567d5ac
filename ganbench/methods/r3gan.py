"""R3GAN: relativistic pairing with R1 and R2.

The paper's loss without its networks; gamma, which it sets for each data set, is that of R1.
"""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

R3GAN = Recipe(
    title="R3GAN: relativistic pairing with R1 and R2",
    idea="penalty",
    reference=Reference(
        "Huang et al.",
        2024,
        "The GAN is dead; long live the GAN! A Modern GAN Baseline",
        "https://arxiv.org/abs/2501.05441",
    ),
    formula="relativistic pairing + gamma/2 (E[|grad C(x)|^2] + E[|grad C(G(z))|^2])",
    loss=Part("relativistic-pairing"),
    stabilizers=(
        Part("r1"),
        Part("r2"),
    ),
)
