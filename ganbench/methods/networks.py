"""Methods that change the networks."""

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam

MAD_GAN = Recipe(
    title="MAD-GAN",
    idea="network",
    reference=papers.GHOSH_2018,
    formula="max_D  E[log D_(k+1)(x)] + E[log D_i(G_i(z))],   max_G  E[log D_(k+1)(G_i(z))]",
    loss=Part("non-saturating"),
    stabilizers=(Part("multi-agent"),),
)
MINIBATCH_DISCRIMINATION = Recipe(
    title="Minibatch discrimination",
    idea="network",
    reference=papers.SALIMANS_2016,
    formula="non-saturating on D(f_i, o_i),   o_ib = 100 mean_j exp(-|f_i T_b - f_j T_b|_1)",
    loss=Part("non-saturating"),
    stabilizers=(Part("minibatch-discrimination"),),
)
MINIBATCH_STDDEV = Recipe(
    title="Minibatch standard deviation",
    idea="network",
    reference=papers.KARRAS_2018,
    formula="non-saturating on D(f_i, mean_k std_j f_jk)",
    loss=Part("non-saturating"),
    stabilizers=(Part("minibatch-stddev"),),
)
LAYER_NORM_D = Recipe(
    title="Layer normalisation in the discriminator",
    idea="network",
    reference=papers.BA_2016,
    formula="non-saturating,   D's hidden layers h become (h - mean h) / std h",
    loss=Part("non-saturating"),
    stabilizers=(Part("normalization", {"kind": "layer", "networks": "discriminator"}),),
)
LEAKY_RELU_D = Recipe(
    title="Leaky ReLU in the discriminator",
    idea="network",
    reference=papers.RADFORD_2016,
    formula="non-saturating,   D's activation is max(h, h / 5)",
    loss=Part("non-saturating"),
    stabilizers=(Part("activation", {"networks": "discriminator"}),),
)
DCGAN_BN = Recipe(
    title="DCGAN with batch normalisation in both networks",
    idea="network",
    reference=papers.RADFORD_2016,
    formula="non-saturating with Adam(2e-4, 0.5),   G: BN + ReLU,   D: BN + leaky ReLU",
    loss=Part("non-saturating"),
    stabilizers=(Part("activation", {"networks": "discriminator"}), Part("normalization")),
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
)
