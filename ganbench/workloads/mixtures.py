"""The two mixtures of Gaussians that mode collapse is usually shown on, sampled afresh."""

from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.workloads.workload import Prior, Target, Workload

METRICS = ("jensen-shannon", "mode-spread", "modes", "high-quality", "mode-recall")
FINAL = ("energy",)
RING_TARGET = Target.of({"jensen-shannon": 0.018, "mode-spread": 0.3})
"""Of eight modes: above a perfect generator on 2,500 samples, below the faults of `calibration`."""
GRID_TARGET = Target.of({"jensen-shannon": 0.012, "mode-spread": 0.3})
"""The same of twenty-five modes, of which a missing one weighs less."""

RING8 = Workload(
    title="8 Gaussians on a ring",
    source="ours: radius and sigma of Gulrajani et al. 2017 before their rescaling, the 2 x 128 "
    "widths and the batch of Metz et al. 2017, with ReLU and a prior of 64 dimensions",
    dataset="gaussian-mixture",
    parameters=(("layout", "ring"), ("modes", 8), ("radius", 2.0), ("sigma", 0.02), ("fixed", 0)),
    shape=(2,),
    generator=MLP((64, 128, 128, 2)),
    discriminator=MLP((2, 128, 128, 1)),
    prior=Prior("normal", 64),
    batch=512,
    generator_optimizer=Adam(lr=1e-3, beta1=0.5),
    discriminator_optimizer=Adam(lr=1e-3, beta1=0.5),
    metrics=METRICS,
    target=RING_TARGET,
    final=FINAL,
)

GRID25 = Workload(
    title="25 Gaussians on a grid",
    source="spacing and sigma of VEEGAN and PacGAN; networks and batch as ring8",
    dataset="gaussian-mixture",
    parameters=(("layout", "grid"), ("side", 5), ("spacing", 2.0), ("sigma", 0.05), ("fixed", 0)),
    shape=(2,),
    generator=MLP((64, 128, 128, 2)),
    discriminator=MLP((2, 128, 128, 1)),
    prior=Prior("normal", 64),
    batch=512,
    generator_optimizer=Adam(lr=1e-3, beta1=0.5),
    discriminator_optimizer=Adam(lr=1e-3, beta1=0.5),
    metrics=METRICS,
    target=GRID_TARGET,
    final=FINAL,
)
