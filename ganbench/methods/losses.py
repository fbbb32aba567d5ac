"""Methods that are a loss, or labels that differ from 0 and 1."""

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import RMSProp

VANILLA = Recipe(
    title="Vanilla GAN (saturating minimax)",
    idea="loss",
    reference=papers.GOODFELLOW_2014,
    formula="min_G max_D  E[log D(x)] + E[log(1 - D(G(z)))]",
    loss=Part("minimax"),
)
NON_SATURATING = Recipe(
    title="Non-saturating GAN",
    idea="loss",
    reference=papers.GOODFELLOW_2014,
    formula="max_D  E[log D(x)] + E[log(1 - D(G(z)))];   max_G  E[log D(G(z))]",
    loss=Part("non-saturating"),
)
WGAN = Recipe(
    title="Wasserstein GAN (weight clipping)",
    idea="loss",
    reference=papers.ARJOVSKY_2017,
    formula="min_G max_f  E[f(x)] - E[f(G(z))],   w <- clip(w, -c, c)",
    loss=Part("wasserstein"),
    stabilizers=(Part("weight-clipping"),),
    generator_optimizer=RMSProp(lr=5e-5),
    discriminator_optimizer=RMSProp(lr=5e-5),
    discriminator_steps=5,
)
LSGAN = Recipe(
    title="Least squares GAN",
    idea="loss",
    reference=papers.MAO_2017,
    formula="min_D  E[(D(x) - 1)^2]/2 + E[D(G(z))^2]/2;   min_G  E[(D(G(z)) - 1)^2]/2",
    loss=Part("least-squares"),
)
HINGE = Recipe(
    title="Hinge GAN (geometric GAN)",
    idea="loss",
    reference=papers.LIM_2017,
    formula="min_D  E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))];   max_G  E[D(G(z))]",
    loss=Part("hinge"),
)
RASGAN = Recipe(
    title="Relativistic average GAN",
    idea="loss",
    reference=papers.JOLICOEUR_MARTINEAU_2019,
    formula="max_D  E[log s(C(x) - E C(G(z)))] + E[log(1 - s(C(G(z)) - E C(x)))];   G swapped",
    loss=Part("relativistic-average"),
)
RAHINGE = Recipe(
    title="Relativistic average hinge GAN",
    idea="loss",
    reference=papers.JOLICOEUR_MARTINEAU_2019,
    formula="min_D  E[max(0, 1 - r)] + E[max(0, 1 + f)];   min_G  E[max(0, 1 - f)] + "
    "E[max(0, 1 + r)];   r = C(x) - E C(G(z)), f = C(G(z)) - E C(x)",
    loss=Part("ra-hinge"),
)
RALSGAN = Recipe(
    title="Relativistic average least squares GAN",
    idea="loss",
    reference=papers.JOLICOEUR_MARTINEAU_2019,
    formula="min_D  E[(r - 1)^2] + E[(f + 1)^2];   min_G  E[(f - 1)^2] + E[(r + 1)^2];   "
    "r = C(x) - E C(G(z)), f = C(G(z)) - E C(x)",
    loss=Part("ra-least-squares"),
)
RPGAN = Recipe(
    title="Relativistic pairing GAN",
    idea="loss",
    reference=papers.JOLICOEUR_MARTINEAU_2019,
    formula="max_C  E[log s(C(x) - C(G(z)))];   max_G  E[log s(C(G(z)) - C(x))]",
    loss=Part("relativistic-pairing"),
)
LABEL_SMOOTHING = Recipe(
    title="One-sided label smoothing",
    idea="loss",
    reference=papers.SALIMANS_2016,
    formula="max_D  E[0.9 log D(x) + 0.1 log(1 - D(x))] + E[log(1 - D(G(z)))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("label-smoothing"),),
)
LABEL_FLIPPING = Recipe(
    title="Label flipping",
    idea="loss",
    reference=papers.CHINTALA_2016,
    formula="max_D  E[log D(x)] + E[log(1 - D(G(z)))],   5 % of the labels swapped",
    loss=Part("non-saturating"),
    stabilizers=(Part("label-flipping"),),
)
