"""CIFAR-10 on the residual networks that papers compare methods on.

The target is ours. Real pictures score an FID of about 10 for 5,000 against 5,000, in the tests of
torch-fidelity, and published SNGANs 21.7 (Miyato et al. 2018) and 23.9 (Lee and Town 2020) for
5,000 generated against 10,000 real ones.
"""

from typing import Any

from ganbench.networks import ResNetDiscriminator, ResNetGenerator
from ganbench.optimizers import Adam
from ganbench.schedules import Linear
from ganbench.workloads.workload import Prior, Target, Workload

_TO_ZERO: Any = Linear(2e-4, 0.0)  # a schedule stands for a number
_ADAM = Adam(lr=_TO_ZERO, beta1=0.0, beta2=0.9)
CIFAR10_RESNET = Workload(
    title="CIFAR-10, 32x32, residual networks",
    source="Lee and Town 2020, Mimicry, and published code: the networks of Miyato et al. 2018, "
    "batch 64, Adam(2e-4, 0, 0.9) for both players, 100,000 generator steps, FID of 50,000 samples "
    "to the 50,000 training pictures (`fid-train`), rates that fall linearly to 0. It differs in "
    "that upsampling takes the nearest neighbour and biases start "
    "from 0, as in the code of Miyato et al., there it is bilinear and they are torch's; that "
    "every method has the sum over positions, there WGAN-GP has the mean; that methods with rates "
    "and steps of their own keep these; and that samples are normalised there by running averages, "
    "here by those of a reference batch",
    dataset="cifar10",
    parameters=(),
    shape=(3, 32, 32),
    generator=ResNetGenerator(prior=128, channels=3),
    discriminator=ResNetDiscriminator(channels=3),
    prior=Prior("normal", 128),
    batch=64,
    generator_optimizer=_ADAM,
    discriminator_optimizer=_ADAM,
    metrics=("fid",),
    target=Target.of({"fid": 30.0}),
    final=("fid-train", "is"),
    gamma=0.05,
)
