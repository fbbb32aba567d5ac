"""Three pictures of ten classes stacked to one of 1000: the protocols of two papers.

Papers count a class from one sample on. 880 of the 1000 lie between the 99 that VEEGAN's table has
for DCGAN and the 1000 of PacDCGAN2, and within reach at 2,500 samples: there the data themselves
cover 920, as 1 - exp(-2.5) of all classes have a sample. Noise has classes too, 600 of digits, so
that the target asks for a Fréchet distance besides.
"""

from dataclasses import replace

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.optimizers import Adam
from ganbench.workloads.workload import Prior, Target, Workload

CLASSES = 880.0
"""Classes from which on stacked pictures may count as solved, at 2,500 samples."""

_MNIST = Target.of({"classes-seen": CLASSES, "fid-stacked-mnist": 2.0})
"""Set on triples of `mnist-10k`: a perfect generator scores 1.1 there, 10 % junk 2.8."""

STACKED_MNIST_VEEGAN = Workload(
    title="Stacked MNIST, 1000 classes, VEEGAN's protocol",
    source="Srivastava et al. 2017, VEEGAN, as the published code of Lin et al. 2018, PacGAN, runs "
    "it: 128,000 fixed triples, values in [0, 1] though the generator ends in a tanh, 100,000 "
    "discriminator steps, 26,000 samples. It differs in that each step of D there is followed by "
    "two of G, on the codes that D saw, here by one; that triples there are of all 70,000 digits, "
    "here of the training set, and walked through in one order, here in a new one each epoch; that "
    "D's convolutions start from a truncated normal; and that samples are normalised by running "
    "averages, here by those of a reference batch",
    dataset="stacked-mnist",
    parameters=(("triples", 128_000), ("low", 0)),
    shape=(3, 28, 28),
    generator=DCGANGenerator(prior=100, channels=3, size=28, stages=4, kernel=5),
    discriminator=DCGANDiscriminator(
        channels=3, size=28, normalization="batch", stages=4, kernel=5
    ),
    prior=Prior("uniform", 100),
    batch=64,
    generator_optimizer=Adam(lr=2e-4, beta1=0.5),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5),
    metrics=("classes-seen", "class-kl", "kid-stacked-mnist", "fid-stacked-mnist"),
    target=_MNIST,
)

STACKED_MNIST_UNROLLED = Workload(
    title="Stacked MNIST, 1000 classes, Unrolled GAN's protocol",
    source="Metz et al. 2017, Unrolled Generative Adversarial Networks, with the discriminator of "
    "half the generator's width, as the published code of Lin et al. 2018, PacGAN, runs it: fresh "
    "triples, 500,000 steps, 25,600 samples. It differs in that D's convolutions there start from "
    "a truncated normal, and that samples are normalised by running averages, here by those of a "
    "reference batch",
    dataset="stacked-mnist",
    parameters=(("triples", 0),),
    shape=(3, 28, 28),
    generator=DCGANGenerator(
        prior=256, channels=3, size=28, width=16, stages=3, kernel=3, refined=True
    ),
    discriminator=DCGANDiscriminator(
        channels=3,
        size=28,
        width=4,
        normalization="batch",
        stages=3,
        kernel=3,
        slope=0.3,
        normalizes_first=True,
    ),
    prior=Prior("normal", 256),
    batch=128,
    generator_optimizer=Adam(lr=1e-4, beta1=0.5, beta2=0.99),
    discriminator_optimizer=Adam(lr=2e-4, beta1=0.5, beta2=0.99),
    metrics=("classes-seen", "class-kl", "kid-stacked-mnist", "fid-stacked-mnist"),
    target=_MNIST,
)

_FASHION = Target.of({"classes-seen": CLASSES, "fid-stacked-fashion": 1.5})
_OF_FASHION = ("classes-seen", "class-kl", "kid-stacked-fashion", "fid-stacked-fashion")

STACKED_FASHION_VEEGAN = replace(
    STACKED_MNIST_VEEGAN,
    title="Stacked Fashion-MNIST, 1000 classes, VEEGAN's protocol",
    source="stacked-mnist-veegan with the pictures of Xiao et al. 2017 instead of digits, so that "
    "no published number belongs to it",
    dataset="stacked-fashion",
    metrics=_OF_FASHION,
    target=_FASHION,
)

STACKED_FASHION_UNROLLED = replace(
    STACKED_MNIST_UNROLLED,
    title="Stacked Fashion-MNIST, 1000 classes, Unrolled GAN's protocol",
    source="stacked-mnist-unrolled with the pictures of Xiao et al. 2017 instead of digits, so "
    "that no published number belongs to it",
    dataset="stacked-fashion",
    metrics=_OF_FASHION,
    target=_FASHION,
)
