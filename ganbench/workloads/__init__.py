"""Workloads: data sets with their networks, prior, batch size, evaluation and target."""

from ganbench.workloads.registry import Workloads
from ganbench.workloads.workload import Condition, Prior, Target, Workload

WORKLOADS = Workloads(
    "workload",
    {
        "ring8": "ganbench.workloads.mixtures:RING8",
        "grid25": "ganbench.workloads.mixtures:GRID25",
        "ring8-pacgan": "ganbench.workloads.pacgan:RING8_PACGAN",
        "grid25-pacgan": "ganbench.workloads.pacgan:GRID25_PACGAN",
        "ring8-bures": "ganbench.workloads.bures:RING8_BURES",
        "grid25-bures": "ganbench.workloads.bures:GRID25_BURES",
        "digits": "ganbench.workloads.digits:DIGITS",
        "mnist": "ganbench.workloads.mnist:MNIST",
        "mnist-10k": "ganbench.workloads.mnist:MNIST_10K",
        "fashion-mnist": "ganbench.workloads.fashion_mnist:FASHION_MNIST",
        "fashion-mnist-lucic": "ganbench.workloads.lucic:FASHION_MNIST_LUCIC",
        "stacked-digits": "ganbench.workloads.stacked_digits:STACKED_DIGITS",
        "stacked-mnist-veegan": "ganbench.workloads.stacked:STACKED_MNIST_VEEGAN",
        "stacked-mnist-unrolled": "ganbench.workloads.stacked:STACKED_MNIST_UNROLLED",
        "stacked-fashion-veegan": "ganbench.workloads.stacked:STACKED_FASHION_VEEGAN",
        "stacked-fashion-unrolled": "ganbench.workloads.stacked:STACKED_FASHION_UNROLLED",
        "patches": "ganbench.workloads.colour:PATCHES",
        "cifar10": "ganbench.workloads.colour:CIFAR10",
        "cifar10-lucic": "ganbench.workloads.lucic:CIFAR10_LUCIC",
        "cifar10-resnet": "ganbench.workloads.resnet:CIFAR10_RESNET",
        "svhn": "ganbench.workloads.colour:SVHN",
        "celeba": "ganbench.workloads.colour:CELEBA",
        "dirac-bias": "ganbench.workloads.solvable:DIRAC_BIAS",
        "bilinear": "ganbench.workloads.solvable:BILINEAR",
        "two-rates": "ganbench.workloads.solvable:TWO_RATES",
        "alex-quadratic": "ganbench.workloads.solvable:ALEX_QUADRATIC",
    },
    group="ganbench.workloads",
    holds=Workload,
)

__all__ = ["WORKLOADS", "Condition", "Prior", "Target", "Workload"]
