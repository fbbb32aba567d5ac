"""Real handwritten digits that arrive with scikit-learn."""

from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.workloads.workload import Prior, Target, Workload

DIGITS = Workload(
    title="Handwritten digits, 8x8",
    source="the UCI optical digits in scikit-learn (Alpaydin & Kaynak 1998); networks of ours",
    dataset="digits",
    parameters=(),
    shape=(1, 8, 8),
    generator=MLP((32, 128, 128, 64), output=(1, 8, 8), bounded=True),
    discriminator=MLP((64, 128, 128, 1), activation="leaky-relu"),
    prior=Prior("normal", 32),
    batch=64,
    generator_optimizer=Adam(lr=5e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=5e-4, beta1=0.5),
    metrics=("fid-digits", "coverage-digits", "kid-digits", "score-digits", "classes"),
    target=Target.of({"fid-digits": 0.25, "coverage-digits": 0.9}),
)
