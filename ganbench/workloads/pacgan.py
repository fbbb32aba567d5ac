"""The two-dimensional protocol of PacGAN (Lin et al. 2018) as its published code runs it."""

from dataclasses import replace

from ganbench.networks import MLP, Maxout
from ganbench.optimizers import Adam
from ganbench.workloads.mixtures import FINAL, GRID_TARGET, METRICS, RING_TARGET
from ganbench.workloads.workload import Prior, Workload

RING8_PACGAN = Workload(
    title="8 Gaussians on a ring, PacGAN's protocol",
    source="Lin et al. 2018, PacGAN, experiments on synthetic data, and published code: 100,000 "
    "fixed samples, batch 100, 400,000 steps",
    dataset="gaussian-mixture",
    parameters=(
        ("layout", "ring"),
        ("modes", 8),
        ("radius", 1.0),
        ("sigma", 0.01),
        ("fixed", 100_000),
    ),
    shape=(2,),
    generator=MLP((2, 400, 400, 400, 400, 2), normalization="batch", init_std=0.02),
    discriminator=Maxout((2, 200, 200, 200, 1), pieces=5, init_std=0.02),
    prior=Prior("normal", 2),
    batch=100,
    generator_optimizer=Adam(lr=1e-4, beta1=0.8),
    discriminator_optimizer=Adam(lr=1e-4, beta1=0.8),
    metrics=METRICS,
    target=RING_TARGET,
    final=FINAL,
)

GRID25_PACGAN = replace(
    RING8_PACGAN,
    title="25 Gaussians on a grid, PacGAN's protocol",
    parameters=(
        ("layout", "grid"),
        ("side", 5),
        ("spacing", 2.0),
        ("sigma", 0.05),
        ("fixed", 100_000),
    ),
    target=GRID_TARGET,
)
