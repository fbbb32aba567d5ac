"""Fashion-MNIST with networks of DCGAN's size."""

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.optimizers import Adam
from ganbench.workloads.thorough import thorough
from ganbench.workloads.workload import Prior, Target, Workload

FASHION_MNIST = Workload(
    title="Fashion-MNIST, 28x28",
    source="Xiao et al. 2017; networks, rate and batch of Radford et al. 2016 at 28x28, without "
    "batch normalisation in the discriminator so that every method trains the same one",
    dataset="fashion-mnist",
    parameters=(),
    shape=(1, 28, 28),
    generator=DCGANGenerator(prior=64, channels=1, size=28),
    discriminator=DCGANDiscriminator(channels=1, size=28),
    prior=Prior("normal", 64),
    batch=64,
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
    metrics=("fid-fashion", "coverage-fashion", "kid-fashion", "score-fashion", "classes"),
    target=Target.of({"fid-fashion": 0.5, "coverage-fashion": 0.9}),
    final=thorough("fashion", "class-kl", "within-class-vendi", "memorisation-fashion"),
)
