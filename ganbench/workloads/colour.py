"""Colour pictures with networks of DCGAN's shape (Radford et al. 2016).

The target was chosen on patches, and is not calibrated on other data: kernel distances of training
data are 0.01 there, of blurred ones 0.07 and of a picture of its mean colour alone 0.3, and 50
pictures again and again, at 0.04, have a coverage of 0.1.
"""

from dataclasses import replace

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.optimizers import Adam
from ganbench.workloads.thorough import thorough
from ganbench.workloads.workload import Prior, Target, Workload

CIFAR10 = Workload(
    title="CIFAR-10, 32x32",
    source="Krizhevsky 2009; prior and rates of Radford et al. 2016 and their networks with one "
    "stage less, half the width and 4x4 kernels, batch 64, without batch normalisation in the "
    "discriminator so that every method trains the same one",
    dataset="cifar10",
    parameters=(),
    shape=(3, 32, 32),
    generator=DCGANGenerator(prior=100, channels=3, size=32, stages=3),
    discriminator=DCGANDiscriminator(channels=3, size=32, stages=3),
    prior=Prior("uniform", 100),
    batch=64,
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
    metrics=("fid-efflite0", "coverage-efflite0", "kid-efflite0"),
    target=Target.of({"kid-efflite0": 0.1, "coverage-efflite0": 0.5}),
    final=thorough("efflite0"),
    gamma=0.05,
)

SVHN = replace(
    CIFAR10,
    title="Street View House Numbers, 32x32",
    source="Netzer et al. 2011; networks, rate and batch as cifar10",
    dataset="svhn",
)

CELEBA = replace(
    CIFAR10,
    title="CelebA, 64x64",
    source="Liu et al. 2015; networks, rate and batch as cifar10, with one more stage for pictures "
    "of twice the side",
    dataset="celeba",
    shape=(3, 64, 64),
    generator=DCGANGenerator(prior=100, channels=3, size=64, stages=4),
    discriminator=DCGANDiscriminator(channels=3, size=64, stages=4),
)

PATCHES = replace(
    CIFAR10,
    title="Patches of two photographs, 32x32",
    source="crops of the sample photographs in scikit-learn, to try colour without a download; "
    "networks as cifar10 at a quarter of their width",
    dataset="patches",
    generator=DCGANGenerator(prior=100, channels=3, size=32, width=16, stages=3),
    discriminator=DCGANDiscriminator(channels=3, size=32, width=16, stages=3),
    target=Target.of({"fid-efflite0": 142.0, "coverage-efflite0": 0.55}),
)
