"""The protocol of Lucic et al. 2018, Are GANs Created Equal?, as its published code runs it."""

from dataclasses import replace

from ganbench.networks import DCGANDiscriminator, DCGANGenerator
from ganbench.optimizers import Adam
from ganbench.workloads.colour import CIFAR10
from ganbench.workloads.fashion_mnist import FASHION_MNIST
from ganbench.workloads.workload import Prior, Workload

_DIFFERS = (
    "It differs in that the generator ends there in a sigmoid for values in [0, 1], here in a tanh "
    "for [-1, 1], that its second batch normalisation takes each feature there, each channel here, "
    "and that rates there were searched or each method's own. Published distances are on "
    "Inception's features, between 10,000 samples and the 10,000 test pictures, of which half are "
    "the validation split here"
)


def _protocol(base: Workload, title: str, steps: str) -> Workload:
    channels, size, _ = base.shape
    return replace(
        base,
        title=title,
        source="Lucic et al. 2018, Are GANs Created Equal?, and published code: the networks of "
        f"InfoGAN (Chen et al. 2016), {steps} discriminator steps. {_DIFFERS}",
        generator=DCGANGenerator(
            prior=64, channels=channels, size=size, activation="leaky-relu", dense=1024
        ),
        discriminator=DCGANDiscriminator(
            channels=channels, size=size, normalization="batch", dense=1024
        ),
        prior=Prior("uniform", 64),
        batch=64,
        generator_optimizer=Adam(lr=5e-5, beta1=0.0),
        discriminator_optimizer=Adam(lr=5e-5, beta1=0.0),
    )


FASHION_MNIST_LUCIC = _protocol(
    FASHION_MNIST, "Fashion-MNIST, 28x28, Lucic et al.'s protocol", "15,625"
)
CIFAR10_LUCIC = _protocol(CIFAR10, "CIFAR-10, 32x32, Lucic et al.'s protocol", "78,125")
