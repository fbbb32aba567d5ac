"""1000 classes that need neither a download nor a GPU."""

from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.workloads.stacked import CLASSES
from ganbench.workloads.workload import Prior, Target, Workload

STACKED_DIGITS = Workload(
    title="Stacked handwritten digits, 8x8, 1000 classes",
    source="the UCI optical digits in scikit-learn (Alpaydin & Kaynak 1998), three to a picture as "
    "Metz et al. 2017 stack MNIST; networks of ours, as digits but of twice the width",
    dataset="stacked-digits",
    parameters=(("triples", 0),),
    shape=(3, 8, 8),
    generator=MLP((64, 256, 256, 192), output=(3, 8, 8), bounded=True),
    discriminator=MLP((192, 256, 256, 1), activation="leaky-relu"),
    prior=Prior("normal", 64),
    batch=64,
    generator_optimizer=Adam(lr=5e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=5e-4, beta1=0.5),
    metrics=("classes-seen", "class-kl", "kid-stacked-digits", "fid-stacked-digits"),
    target=Target.of({"classes-seen": CLASSES, "fid-stacked-digits": 0.5}),
)
