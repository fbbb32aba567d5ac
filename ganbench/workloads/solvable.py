"""Games whose equilibrium is known, played by a method on its own."""

from ganbench.games import Bilinear, Dirac, Payoffs, Quadratic, TwoRates
from ganbench.networks import MLP
from ganbench.networks.point_mass import LinearForm, PointMass
from ganbench.optimizers import SGD
from ganbench.workloads.workload import Prior, Target, Workload

SOLVED = Target.of({"distance": 1e-8})
"""Where the experiments of Lee et al. 2024 on quadratic functions stop."""


def of_vectors(title: str, source: str, game: Payoffs, lr: float) -> Workload:
    """Returns the workload of a game of vectors.

    Its generator has one sample, x, and its discriminator is the linear form of y, which makes
    parameters of the two vectors; the data are the sample at the equilibrium if that is the origin.

    Args:
        title: What it is, in a few words.
        source: Whose protocol it follows, or why it is as it is.
        game: What the players minimise.
        lr: The rate of gradient descent, by which methods without optimizers of their own play.
    """
    return Workload(
        title=title,
        source=source,
        dataset="point",
        parameters=(("at", 0.0), ("dimension", game.dimension)),
        shape=(game.dimension,),
        generator=PointMass(game.dimension),
        discriminator=LinearForm(game.dimension),
        prior=Prior("normal", 1),
        batch=1,
        generator_optimizer=SGD(lr),
        discriminator_optimizer=SGD(lr),
        metrics=("distance",),
        target=SOLVED,
        game=game,
    )


BILINEAR = of_vectors(
    "The bilinear game f(x, y) = x y",
    "Gidel et al. 2019, A Variational Inequality Perspective on Generative Adversarial Networks, "
    "section 3.1",
    Bilinear(),
    lr=0.1,
)

TWO_RATES = of_vectors(
    "A saddle that attracts only where D is the faster player",
    "after Fiez and Ratliff 2021, Local Convergence Analysis of Gradient Descent Ascent with "
    "Finite Timescale Separation: attracts where D is more than twice as fast as G",
    TwoRates(),
    lr=0.02,
)

ALEX_QUADRATIC = of_vectors(
    "Random quadratic functions, strongly convex and strongly concave",
    "Lee et al. 2024, Fundamental Benefit of Alternating Updates in Minimax Optimization, and "
    "published code: mu 0.1, L 1, mu_xy 0.1, L_xy 1; seeds 0 to 29 are 10 functions, 3 starts "
    "each. The step is mu / L^2; the code has the best of a grid for each function and start",
    Quadratic(),
    lr=0.1,
)

DIRAC_BIAS = Workload(
    title="The Dirac-GAN with data at 1 and a bias",
    source="Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, section "
    "2, with a bias and data away from 0, where every loss has its equilibrium",
    dataset="point",
    parameters=(("at", 1.0), ("dimension", 1)),
    shape=(1,),
    generator=PointMass(1),
    discriminator=MLP((1, 1)),
    prior=Prior("normal", 1),
    batch=16,
    generator_optimizer=SGD(lr=0.1),
    discriminator_optimizer=SGD(lr=0.1),
    metrics=("distance",),
    target=SOLVED,
    game=Dirac(at=1.0),
)
