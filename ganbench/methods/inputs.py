"""Methods that change what the discriminator sees."""

from dataclasses import replace

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe

INSTANCE_NOISE = Recipe(
    title="Instance noise",
    idea="input",
    reference=papers.SONDERBY_2017,
    formula="non-saturating on x + sigma e and G(z) + sigma e,   e ~ N(0, I)",
    loss=Part("non-saturating"),
    stabilizers=(Part("instance-noise"),),
)
DIFF_AUGMENT = Recipe(
    title="DiffAugment",
    idea="input",
    reference=papers.ZHAO_2020,
    formula="max_D  E[log D(T(x))] + E[log(1 - D(T(G(z))))],   max_G  E[log D(T(G(z)))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("diff-augment"),),
)
PACGAN2 = Recipe(
    title="PacGAN with packs of two",
    idea="input",
    reference=papers.LIN_2018,
    formula="non-saturating on D(x_1, x_2)",
    loss=Part("non-saturating"),
    stabilizers=(Part("packing", {"samples": 2}),),
)
PACGAN4 = replace(
    PACGAN2,
    title="PacGAN with packs of four",
    formula="non-saturating on D(x_1, x_2, x_3, x_4)",
    stabilizers=(Part("packing", {"samples": 4}),),
)
