"""Methods that add a penalty to the players' losses."""

from dataclasses import replace
from typing import Any

from ganbench import papers
from ganbench.methods.recipe import Part, Recipe
from ganbench.optimizers import Adam, AdamW
from ganbench.schedules import Cosine


def burn_in(start: float, end: float) -> Any:
    """A number that goes along a cosine over the first fifth of the budget, in a number's place."""
    return Cosine(start, end, share=0.2)


TRANSPORT: Any = Cosine(0.2, 0.005)
R3GAN_ADAM = Adam(lr=burn_in(2e-4, 5e-5), beta1=0.0, beta2=burn_in(0.9, 0.99))
WGAN_GP = Recipe(
    title="Wasserstein GAN with gradient penalty",
    idea="penalty",
    reference=papers.GULRAJANI_2017,
    formula="min_G max_f  E[f(x)] - E[f(G(z))] - lambda E[(|grad f(x~)| - 1)^2]",
    loss=Part("wasserstein"),
    stabilizers=(Part("gradient-penalty"),),
    generator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_steps=5,
)
WGAN_GP_ONE_SIDED = replace(
    WGAN_GP,
    title="Wasserstein GAN with one-sided gradient penalty",
    reference=papers.PETZKA_2018,
    formula="min_G max_f  E[f(x)] - E[f(G(z))] - lambda E[max(0, |grad f(x~)| - 1)^2]",
    stabilizers=(Part("gradient-penalty", {"one_sided": True}),),
)
ZERO_GP = Recipe(
    title="Zero-centred gradient penalty between real and generated samples",
    idea="penalty",
    reference=papers.THANH_TUNG_2019,
    formula="non-saturating + lambda E[|grad D(x~)|^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("gradient-penalty", {"weight": 100.0, "target": 0.0}),),
    notes=(
        "The weight is that of the authors' figures for MNIST; their code defaults to 10 for "
        "mixtures and to 500 for pictures. It penalises the slope of sigmoid(logit), here it is "
        "the logit's, as in every penalty."
    ),
)
DRAGAN = Recipe(
    title="DRAGAN",
    idea="penalty",
    reference=papers.KODALI_2017,
    formula="non-saturating + lambda E[(|grad D(x + delta)| - 1)^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("dragan"),),
)
R1 = Recipe(
    title="R1 gradient penalty",
    idea="penalty",
    reference=papers.MESCHEDER_2018,
    formula="non-saturating + gamma/2 E[|grad D(x)|^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("r1"),),
)
R2 = Recipe(
    title="R2 gradient penalty",
    idea="penalty",
    reference=papers.MESCHEDER_2018,
    formula="non-saturating + gamma/2 E[|grad D(G(z))|^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("r2"),),
)
R3GAN = Recipe(
    title="R3GAN: relativistic pairing with R1 and R2, on schedules",
    idea="penalty",
    reference=papers.HUANG_2024,
    formula="relativistic pairing + gamma_t/2 (E[|grad C(x)|^2] + E[|grad C(G(z))|^2])",
    loss=Part("relativistic-pairing"),
    stabilizers=(
        Part("r1-r2"),
        Part("half-life-ema", {"half_life": burn_in(0.0, 500_000.0)}),
    ),
    generator_optimizer=R3GAN_ADAM,
    discriminator_optimizer=R3GAN_ADAM,
    notes=(
        "The paper's loss, penalties, optimizer and average without its networks. A fifth of the "
        "budget is the burn-in, as for Stacked MNIST (2 of 10 million images): along a cosine "
        "gamma falls to a tenth, the rate from 2e-4 to 5e-5 (the authors' code), beta2 rises from "
        "0.9 to 0.99, and the average's half-life from 0 to half a million samples. gamma begins "
        "with the workload's: 1 for Stacked MNIST and where the paper has none, 0.05 for CIFAR-10."
    ),
)
RPGAN_R1_R2 = Recipe(
    title="Relativistic pairing with constant R1 and R2",
    idea="penalty",
    reference=papers.HUANG_2024,
    formula="relativistic pairing + gamma/2 (E[|grad C(x)|^2] + E[|grad C(G(z))|^2])",
    loss=Part("relativistic-pairing"),
    stabilizers=(Part("r1"), Part("r2")),
    notes=(
        "The loss and the penalties of R3GAN without its schedules and its average; gamma, which "
        "the paper sets for each data set, is that of R1, and the optimizers are the workload's."
    ),
)
ROTH = Recipe(
    title="Jensen-Shannon regulariser",
    idea="penalty",
    reference=papers.ROTH_2017,
    formula="non-saturating + gamma/2 (E[(1 - D(x))^2 |grad l|^2] + E[D(G(z))^2 |grad l|^2])",
    loss=Part("non-saturating"),
    stabilizers=(Part("roth"),),
)
LECAM = Recipe(
    title="LeCam regularisation",
    idea="penalty",
    reference=papers.TSENG_2021,
    formula="non-saturating + lambda (E[(D(x) - a_F)^2] + E[(D(G(z)) - a_R)^2])",
    loss=Part("non-saturating"),
    stabilizers=(Part("lecam"),),
)
CR = Recipe(
    title="Consistency regularisation",
    idea="penalty",
    reference=papers.ZHANG_2020,
    formula="min_D  L_D + 10 E[(D(x) - D(T(x)))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("consistency"),),
)
BCR = Recipe(
    title="Balanced consistency regularisation",
    idea="penalty",
    reference=papers.ZHAO_2021,
    formula="min_D  L_D + 10 E[(D(x) - D(T(x)))^2] + 10 E[(D(G(z)) - D(T(G(z))))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("consistency", {"fake": 10.0}),),
)
ZCR = Recipe(
    title="Latent consistency regularisation",
    idea="penalty",
    reference=papers.ZHAO_2021,
    formula="min_D  L_D + 5 E[(D(G(z)) - D(G(z')))^2],   min_G  L_G - 0.5 E[mean (G(z) - G(z'))^2]",
    loss=Part("non-saturating"),
    stabilizers=(Part("latent-consistency"),),
)
WEIGHT_DECAY = Recipe(
    title="Weight decay on the discriminator",
    idea="penalty",
    reference=papers.KROGH_1991,
    formula="non-saturating + lambda/2 |w|^2",
    loss=Part("non-saturating"),
    stabilizers=(Part("weight-decay"),),
)
HISTORICAL_AVERAGING = Recipe(
    title="Historical averaging",
    idea="penalty",
    reference=papers.SALIMANS_2016,
    formula="non-saturating,   each player's loss + lambda |w - mean(w_0, ..., w_t)|^2",
    loss=Part("non-saturating"),
    stabilizers=(Part("historical-averaging"),),
    notes=(
        "The paper gives no weight; 1 is a choice made here. The mean is over generator steps, and "
        "a constant to the gradient."
    ),
)
AFM = Recipe(
    title="Adversarial flow model of one step",
    idea="penalty",
    reference=papers.LIN_2025,
    formula="relativistic pairing;   D: + 1/4 E[(C(x) - C(x + eps n))^2]/eps^2, the same for G(z), "
    "+ 0.01 E[(C(x) + C(G(z)))^2];   G: + lambda_t E[mean (G(z) - z)^2]",
    loss=Part("relativistic-pairing"),
    stabilizers=(
        Part("finite-differences"),
        Part("logit-centring"),
        Part("transport-cost", {"weight": TRANSPORT}),
    ),
    generator_optimizer=AdamW(lr=1e-4, beta1=0.0, beta2=0.9),
    discriminator_optimizer=AdamW(lr=1e-4, beta1=0.0, beta2=0.9),
    notes=(
        "The numbers of the authors' code for ImageNet. The weight of the transport cost falls "
        "from 0.2 to 0.005 along a cosine, here over the whole budget, there over the first "
        "million updates of either player. Left out are the scaling of D's gradient at G(z) to "
        "unit size, before which the weight counts for more or less than the authors', the average "
        "of the generators (EMA) and the classes. The authors take finite differences of a quarter "
        "of the batch, here they are of all of it. Codes need as many numbers as samples: it is "
        "skipped where they have not."
    ),
)
R1_R2_FINITE_DIFFERENCES = replace(
    AFM,
    title="Relativistic pairing with R1 and R2 by finite differences",
    formula="relativistic pairing;   D: + 1/4 E[(C(x) - C(x + eps n))^2]/eps^2, the same for G(z), "
    "+ 0.01 E[(C(x) + C(G(z)))^2]",
    stabilizers=(Part("finite-differences"), Part("logit-centring")),
    notes=(
        "The adversarial part of `afm`, without its transport cost, for codes of any shape. The "
        "authors take finite differences of a quarter of the batch, here they are of all of it."
    ),
)
