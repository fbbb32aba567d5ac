"""Minibatch discrimination."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.references import Reference

MINIBATCH_DISCRIMINATION = Recipe(
    title="Minibatch discrimination",
    idea="network",
    reference=Reference(
        "Salimans et al.",
        2016,
        "Improved Techniques for Training GANs",
        "https://arxiv.org/abs/1606.03498",
    ),
    formula="non-saturating on D(f_i, o_i),   o_ib = sum_j exp(-|M_ib - M_jb|_1),   M_i = f_i T",
    loss=Part("non-saturating"),
    stabilizers=(Part("minibatch-discrimination"),),
)
