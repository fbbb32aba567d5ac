"""The two-dimensional protocol of BuresGAN (De Meulemeester et al. 2021) as its code runs it."""

from dataclasses import replace

from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.workloads.mixtures import FINAL, GRID_TARGET, METRICS, RING_TARGET
from ganbench.workloads.workload import Prior, Workload

RING8_BURES = Workload(
    title="8 Gaussians on a ring, BuresGAN's protocol",
    source="De Meulemeester et al. 2021, The Bures Metric for Generative Adversarial Networks, "
    "and published code: 10,000 fixed samples, batch 256, 25,000 steps",
    dataset="gaussian-mixture",
    parameters=(
        ("layout", "ring"),
        ("modes", 8),
        ("radius", 2.5),
        ("sigma", 0.01),
        ("fixed", 10_000),
    ),
    shape=(2,),
    generator=MLP((256, 128, 128, 2), activation="tanh"),
    discriminator=MLP((2, 128, 128, 1), activation="tanh"),
    prior=Prior("normal", 256),
    batch=256,
    generator_optimizer=Adam(lr=1e-3, beta1=0.5),
    discriminator_optimizer=Adam(lr=1e-3, beta1=0.5),
    metrics=METRICS,
    target=RING_TARGET,
    final=FINAL,
)

GRID25_BURES = replace(
    RING8_BURES,
    title="25 Gaussians on a grid, BuresGAN's protocol",
    parameters=(
        ("layout", "grid"),
        ("side", 5),
        ("spacing", 2.0),
        ("sigma", 0.05),
        ("fixed", 10_000),
    ),
    target=GRID_TARGET,
)
