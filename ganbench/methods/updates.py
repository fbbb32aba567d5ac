"""Methods that change how the players move."""

from dataclasses import replace

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import SGD, Adam

UNROLLED = Recipe(
    title="Unrolled GAN",
    idea="updates",
    reference=papers.METZ_2017,
    formula="min_G  E[log D_K(x)] + E[log(1 - D_K(G(z)))],   D_K: D after K = 5 differentiable "
    "updates of its own",
    loss=Part("minimax"),
    stabilizers=(Part("unrolling"),),
    notes=(
        "As in the authors' code, G descends the whole value, which D_K's term of real samples is "
        "part of. That code's rates for mixtures are Adam(1e-4, 0.5) for D and Adam(1e-3, 0.5) for "
        "G; here they are the workload's."
    ),
)
TTUR = Recipe(
    title="Two time-scale update rule",
    idea="updates",
    reference=papers.HEUSEL_2017,
    formula="non-saturating, with learning rate b for D and a for G",
    loss=Part("non-saturating"),
    stabilizers=(Part("ttur"),),
)
SIMULTANEOUS = Recipe(
    title="Simultaneous updates",
    idea="updates",
    reference=papers.MESCHEDER_2017,
    formula="non-saturating, both players moved from the same point",
    loss=Part("non-saturating"),
    stabilizers=(Part("simultaneous"),),
)
OGDA = Recipe(
    title="Optimistic gradient descent ascent",
    idea="updates",
    reference=papers.DASKALAKIS_2018,
    formula="w <- w - 2 lr g_t + lr g_(t-1), both players at once",
    loss=Part("non-saturating"),
    stabilizers=(Part("simultaneous"), Part("optimism")),
    generator_optimizer=SGD(lr=1e-2),
    discriminator_optimizer=SGD(lr=1e-2),
)
OPTIMISTIC_ADAM = Recipe(
    title="Optimistic Adam",
    idea="updates",
    reference=papers.DASKALAKIS_2018,
    formula="w <- w + 2 d_t - d_(t-1), d_t the step of Adam, both players at once",
    loss=Part("non-saturating"),
    stabilizers=(Part("simultaneous"), Part("optimism")),
)
EXTRA_ADAM = Recipe(
    title="Extragradient with Adam",
    idea="updates",
    reference=papers.GIDEL_2019,
    formula="w' = Adam(w, F(w));   w <- Adam(w, F(w'))",
    loss=Part("non-saturating"),
    stabilizers=(Part("extragradient"),),
)
CONOPT = Recipe(
    title="Consensus optimisation",
    idea="updates",
    reference=papers.MESCHEDER_2017,
    formula="both players descend F + gamma grad(|F|^2 / 2)",
    loss=Part("non-saturating"),
    stabilizers=(Part("consensus"),),
)
SGA = Recipe(
    title="Symplectic gradient adjustment",
    idea="updates",
    reference=papers.BALDUZZI_2018,
    formula="both players descend F + s lambda A^T F,   A = (H - H^T)/2",
    loss=Part("non-saturating"),
    stabilizers=(Part("symplectic-adjustment"),),
)
UNROLLED_1 = replace(
    UNROLLED,
    title="Unrolled GAN, one step",
    formula="min_G  E[log D_1(x)] + E[log(1 - D_1(G(z)))],   D_1: D after a differentiable update "
    "of its own",
    stabilizers=(Part("unrolling", {"steps": 1}),),
)
UNROLLED_5 = UNROLLED
UNROLLED_10 = replace(
    UNROLLED,
    title="Unrolled GAN, ten steps",
    formula="min_G  E[log D_10(x)] + E[log(1 - D_10(G(z)))],   D_10: D after ten differentiable "
    "updates of its own",
    stabilizers=(Part("unrolling", {"steps": 10}),),
)
WGAN_GP_TTUR = Recipe(
    title="WGAN-GP with two learning rates and one critic step",
    idea="updates",
    reference=papers.HEUSEL_2017,
    formula="wgan-gp with 3e-4 for D, 1e-4 for G",
    loss=Part("wasserstein"),
    stabilizers=(
        Part("gradient-penalty"),
        Part("ttur", {"discriminator_lr": 0.0003, "generator_lr": 0.0001}),
    ),
    generator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
)
DCGAN = Recipe(
    title="DCGAN training settings",
    idea="updates",
    reference=papers.RADFORD_2016,
    formula="non-saturating with Adam(2e-4, 0.5)",
    loss=Part("non-saturating"),
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
)
LOOKAHEAD_MINIMAX = Recipe(
    title="Lookahead-minimax",
    idea="updates",
    reference=papers.CHAVDAROVA_2021,
    formula="hinge with spectral normalisation;   after every 5 steps w <- s + (w - s)/2, s <- w, "
    "both players at once",
    loss=Part("hinge"),
    stabilizers=(Part("spectral-norm"), Part("lookahead-minimax")),
    generator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
    notes=(
        "LA-AltGAN as the authors' code trains it on CIFAR-10 and SVHN: `sngan` and lookahead. "
        "There the first s is where the players are after five steps, here it is where they began, "
        "as in the paper's algorithm 1. The authors' averages of the generators, and the second, "
        "slower lookahead that their code offers and leaves off, are left out."
    ),
)
ALEX_GDA = Recipe(
    title="Alternating-extrapolation GDA with Adam (Alex-Adam)",
    idea="updates",
    reference=papers.LEE_2024,
    formula="wgan-gp;   g moves by p = Adam(F_g(g, d~)), g~ = g + 1.2 p;   d moves by "
    "Adam(F_d(g~, d)), and that is d~",
    loss=Part("wasserstein"),
    stabilizers=(Part("gradient-penalty"), Part("alex-gda", {"gamma": 1.2, "delta": 1.0})),
    generator_optimizer=Adam(lr=3e-4, beta1=0.0, beta2=0.99),
    discriminator_optimizer=Adam(lr=3e-4, beta1=0.0, beta2=0.99),
    notes=(
        "As the authors' code has it for CIFAR-10: one update each, Adam(3e-4, 0, 0.99), D at the "
        "generator extrapolated by 1.2, G at D as it is. That code lets D move first, so that its "
        "gamma is D's and its delta G's; the paper's algorithm and this stabilizer let G move "
        "first, with gamma G's. On LSUN the authors extrapolate G by 2, on MNIST by 4. Their "
        "penalty draws x~ = u x + (1 - u) G(z) with a normal u, here u is uniform, as in WGAN-GP."
    ),
)
