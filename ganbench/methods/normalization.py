"""Methods that normalise the discriminator."""

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam

SNGAN = Recipe(
    title="Spectral normalisation",
    idea="normalization",
    reference=papers.MIYATO_2018,
    formula="hinge, each weight matrix of D used as W / sigma(W); sigma in full, at a higher cost "
    "than the paper's one power iteration a step",
    loss=Part("hinge"),
    stabilizers=(Part("spectral-norm"),),
    generator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
)
GNGAN = Recipe(
    title="Gradient normalisation",
    idea="normalization",
    reference=papers.WU_2021,
    formula="non-saturating, D replaced by D / (|grad D| + |D|)",
    loss=Part("non-saturating"),
    stabilizers=(Part("gradient-normalization"),),
    generator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    notes=(
        "As the authors' code trains its plain CNN on CIFAR-10: cross-entropy (non-saturating), "
        "one update each and Adam(2e-4, 0, 0.9) for both players. The authors' ResNet has the "
        "hinge loss instead, five updates of D for one of G, and 4e-4 for D. The authors' average "
        "of the generators (EMA) is left out here, as in the other recipes."
    ),
)
SAN = Recipe(
    title="Slicing adversarial network",
    idea="normalization",
    reference=papers.TAKIDA_2024,
    formula="D = h . u, |u| = 1:   h descends hinge on h . sg(u),   u descends "
    "E[sg(h(G(z))) . u] - E[sg(h(x)) . u];   max_G  E[h(G(z)) . u]",
    loss=Part("hinge"),
    stabilizers=(Part("san"),),
    generator_optimizer=Adam(lr=1e-3, beta1=0.0, beta2=0.99),
    discriminator_optimizer=Adam(lr=1e-3, beta1=0.0, beta2=0.99),
    notes=(
        "As the authors' small code for MNIST: hinge, one update each and Adam(1e-3, 0, 0.99). "
        "Its discriminator has spectral normalisation in two of three convolutions and no bias in "
        "the last layer; here it is the workload's."
    ),
)
